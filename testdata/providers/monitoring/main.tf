resource "pinecone_project" "search" {
  name = "search"
}

variable "key" { sensitive = true }

resource "kubernetes_manifest" "scrape" {
  manifest = {
    apiVersion = "monitoring.coreos.com/v1alpha1"
    kind       = "ScrapeConfig"
    metadata   = { name = "pinecone" }
    spec = {
      httpSDConfigs = [{
        url           = "https://api.pinecone.io/prometheus/projects/${pinecone_project.search.id}/metrics/discovery"
        authorization = { type = "Bearer", credentials = { name = "pinecone", key = "key" } }
      }]
      authorization = { type = "Bearer", credentials = { name = "pinecone", key = "key" } }
    }
  }
}

resource "aws_prometheus_scraper" "pinecone" {
  scrape_configuration = <<-EOT
    scrape_configs:
      - job_name: pinecone
        http_sd_configs:
          - url: https://api.pinecone.io/prometheus/projects/${pinecone_project.search.id}/metrics/discovery
            authorization: {type: Bearer, credentials: ${var.key}}
        authorization: {type: Bearer, credentials: ${var.key}}
  EOT
}

resource "kubectl_manifest" "rules" {
  yaml_body = yamlencode({
    apiVersion = "monitoring.coreos.com/v1"
    kind       = "PrometheusRule"
    metadata   = { name = "pinecone" }
    spec = { groups = [{ name = "pinecone", rules = [
      { alert = "Full", expr = "max by (index_name) (pinecone_db_index_fullness) > 0.8" },
    ] }] }
  })
}

resource "helm_release" "stack" {
  name = "kube-prometheus-stack"
  values = [<<-EOT
    additionalPrometheusRulesMap:
      pinecone:
        groups:
          - name: pinecone
            rules:
              - alert: Slow
                expr: rate(pinecone_db_op_query_duration_sum[5m]) / rate(pinecone_db_op_query_count[5m]) > 500
  EOT
  ]
}

resource "grafana_rule_group" "pinecone" {
  name = "pinecone"
  rule {
    name      = "Full"
    condition = "B"
    data {
      ref_id = "A"
      model  = jsonencode({ expr = "max(pinecone_db_index_fullness)", refId = "A" })
    }
    data {
      ref_id = "B"
      model  = jsonencode({ type = "threshold", expression = "A", conditions = [{ evaluator = { type = "gt", params = [0.9] } }] })
    }
  }
}

resource "grafana_dashboard" "pinecone" {
  config_json = jsonencode({
    title  = "Pinecone"
    panels = [{ title = "Fullness", targets = [{ expr = "pinecone_db_index_fullness{index_name=\"$index\"}" }] }]
  })
}

resource "kubernetes_config_map_v1" "rules" {
  data = {
    "alerts.yml" = yamlencode({ groups = [{ name = "a", rules = [
      { alert = "Backups", expr = "increase(pinecone_db_scheduled_backup_failure_total[1d]) > 0" },
      { alert = "Storage", expr = "pinecone_db_storage_size_bytes > 1e12" },
      { record = "pinecone:queries", expr = "sum(rate(pinecone_db_op_query_count[5m]))" },
    ] }] })
  }
}
locals {
  index = "documents"
}

resource "aws_prometheus_rule_group_namespace" "faulty" {
  workspace_id = "ws-1"
  data         = <<-EOT
    groups:
      - name: pinecone
        rules:
          - alert: Full
            expr: pinecone_db_index_fullness{index_name="${local.index}"} > pinecone_db_limit
          - {alert: Failing, expr: 'sum by (status) (rate(pinecone_db_op_query_count[5m])) > 1'}
  EOT
}

resource "kubernetes_manifest" "rules" {
  manifest = {
    kind     = "PrometheusRule"
    metadata = { name = "pinecone" }
    spec = { groups = [{ name = "pinecone", rules = [
      { alert = "Slowest", expr = "histogram_quantile(0.9, pinecone_db_record_total) > 1" },
      { alert = "Writes", expr = "pinecone_db_op_upsert_count > 100" },
    ] }] }
  }
}

resource "grafana_rule_group" "faulty" {
  rule {
    name      = "Full"
    condition = "B"
    data {
      ref_id = "A"
      model  = jsonencode({ expr = "max(pinecone_db_index_fullness)", refId = "A" })
    }
    data {
      ref_id = "B"
      model  = jsonencode({ type = "math", expression = "$A > 90" })
    }
  }
}

resource "azurerm_monitor_alert_prometheus_rule_group" "pinecone" {
  rule {
    alert      = "Records"
    expression = "pinecone_db_record_totals > 10"
  }
}

resource "google_monitoring_alert_policy" "pinecone" {
  conditions {
    display_name = "Records"
    condition_prometheus_query_language {
      query = "pinecone_db_record_totals > 10"
    }
  }
}

# What has nothing to do with metrics is left alone, whatever of it is not known.
resource "kubernetes_secret" "pinecone" {
  metadata {
    name = "pinecone"
  }
  data = {
    api-key = var.key
  }
}

resource "helm_release" "worker" {
  count = var.workers
  name  = "pinecone-worker"
  values = [yamlencode({
    pinecone = { key = var.key, rules = var.rules }
  })]
}

variable "workers" { type = number }
variable "rules" {}
