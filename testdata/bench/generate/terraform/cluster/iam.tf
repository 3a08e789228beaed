resource "google_service_account" "workload" {
  account_id   = "{{.Name}}"
  display_name = "The workloads of ${local.name}"
}

resource "google_project_iam_member" "workload" {
  for_each = toset(["roles/logging.logWriter", "roles/monitoring.metricWriter"])

  project = "acme-${var.environment}"
  role    = each.value
  member  = "serviceAccount:${google_service_account.workload.email}"
}

resource "google_kms_key_ring" "main" {
  name     = local.name
  location = "europe-west1"
}

resource "google_kms_crypto_key" "main" {
  name            = "${local.name}-main"
  key_ring        = google_kms_key_ring.main.id
  rotation_period = "${90 * 24 * 3600}s"
  labels          = local.labels

  lifecycle {
    prevent_destroy = {{.Kept}}
  }
}
