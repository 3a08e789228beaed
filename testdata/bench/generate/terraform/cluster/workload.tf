resource "kubernetes_namespace" "main" {
  metadata {
    name   = local.name
    labels = local.labels
  }
}

resource "kubernetes_deployment" "api" {
  metadata {
    name      = "api"
    namespace = kubernetes_namespace.main.metadata[0].name
    labels    = local.labels
  }

  spec {
    replicas = {{if .Kept}}3{{else}}1{{end}}

    selector {
      match_labels = { app = "api" }
    }

    template {
      metadata {
        labels = { app = "api" }
      }
      spec {
        service_account_name = google_service_account.workload.account_id
        container {
          name  = "api"
          image = "europe-docker.pkg.dev/acme/api/api:1.{{.Window}}"
          env {
            name  = "ENVIRONMENT"
            value = var.environment
          }
        }
      }
    }
  }
}
