# Knowledge bases of Bedrock that keep their vectors in Pinecone: the index must have the
# dimension that their model gives.

variable "account_id" {
  type = string
}

variable "dimensions" {
  type = number
}

locals {
  models = "arn:aws:bedrock:us-east-1::foundation-model"
  secret = "arn:aws:secretsmanager:us-east-1:${var.account_id}:secret:pinecone-a1b2c3"
}

resource "pinecone_index" "handbook" {
  for_each = toset(["manuals", "tickets", "contracts"])

  name                = each.key
  dimension           = 512
  deletion_protection = "enabled"
  tags                = { owner = "search", environment = "production" }
  spec = {
    serverless = { cloud = "aws", region = "us-east-1" }
  }
  lifecycle {
    prevent_destroy = true
  }
}

# The model's own default is 1024.
resource "aws_bedrockagent_knowledge_base" "manuals" {
  name     = "manuals"
  role_arn = "arn:aws:iam::${var.account_id}:role/bedrock"
  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = "${local.models}/amazon.titan-embed-text-v2:0"
    }
  }
  storage_configuration {
    type = "PINECONE"
    pinecone_configuration {
      connection_string      = "https://${pinecone_index.handbook["manuals"].host}"
      credentials_secret_arn = local.secret
      field_mapping {
        text_field     = "text"
        metadata_field = "metadata"
      }
    }
  }
}

# This one asks for what the index has, and names the index by its host.
resource "aws_bedrockagent_knowledge_base" "tickets" {
  name     = "tickets"
  role_arn = "arn:aws:iam::${var.account_id}:role/bedrock"
  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = "${local.models}/amazon.titan-embed-text-v2:0"
      embedding_model_configuration {
        bedrock_embedding_model_configuration {
          dimensions = 512
        }
      }
    }
  }
  storage_configuration {
    type = "PINECONE"
    pinecone_configuration {
      connection_string      = "https://tickets-a1b2c3d.svc.aped-4627-b74a.pinecone.io"
      credentials_secret_arn = local.secret
      field_mapping {
        text_field     = "text"
        metadata_field = "metadata"
      }
    }
  }
}

# And of this one nobody can tell.
resource "aws_bedrockagent_knowledge_base" "contracts" {
  name     = "contracts"
  role_arn = "arn:aws:iam::${var.account_id}:role/bedrock"
  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = "${local.models}/amazon.titan-embed-text-v2:0"
      embedding_model_configuration {
        bedrock_embedding_model_configuration {
          dimensions = var.dimensions
        }
      }
    }
  }
  storage_configuration {
    type = "PINECONE"
    pinecone_configuration {
      connection_string      = "https://${pinecone_index.handbook["contracts"].host}"
      credentials_secret_arn = local.secret
      field_mapping {
        text_field     = "text"
        metadata_field = "metadata"
      }
    }
  }
}
