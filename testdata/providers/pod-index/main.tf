resource "pinecone_index" "legacy" {
  name                = "legacy"
  dimension           = 768
  metric              = "euclidean"
  deletion_protection = "enabled"

  spec = {
    pod = {
      environment = "us-west4-gcp"
      pod_type    = "s1.x1"
      replicas    = 2
      shards      = 1

      metadata_config = {
        indexed = ["genre"]
      }
    }
  }
}
