resource "datadog_monitor" "latency" {
  name    = "Pinecone queries are slow"
  type    = "query alert"
  message = "Look at the index. @slack-search"
  query   = "avg(last_5m):avg:pinecone.db.op.query.duration{env:prod} > 500"

  monitor_thresholds {
    critical = 500
  }
}

resource "pinecone_index" "watched" {
  name                = "watched"
  deletion_protection = "enabled"

  spec = {
    serverless = { cloud = "azure", region = "eastus2" }
  }

  tags = { owner = "search", environment = "production" }

  lifecycle {
    prevent_destroy = true
  }
}
