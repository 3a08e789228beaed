variable "replicas" {
  type    = number
  default = 3
}

resource "pinecone_index" "busy" {
  name                = "busy"
  dimension           = 1536
  deletion_protection = "enabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "eu-west-1"

      read_capacity = {
        dedicated = {
          node_type = "t1"
          replicas  = var.replicas
          shards    = 2
        }
      }

      schema = {
        fields = {
          language = { filterable = true }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [spec]
  }
}

resource "pinecone_index" "idle" {
  name      = "idle"
  dimension = 1536

  spec = {
    serverless = {
      cloud         = "aws"
      region        = "eu-west-1"
      read_capacity = { on_demand = {} }
    }
  }
}
