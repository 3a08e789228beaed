resource "pinecone_index" "own_cloud" {
  name                = "own-cloud"
  dimension           = 1024
  deletion_protection = "enabled"

  spec = {
    byoc = {
      environment = "aws-us-east-1-b921"

      read_capacity = {
        dedicated = {
          node_type = "b1"
          replicas  = 2
          shards    = 1
        }
      }
    }
  }

  tags = { owner = "platform", environment = "production" }

  lifecycle {
    prevent_destroy = true
  }
}
