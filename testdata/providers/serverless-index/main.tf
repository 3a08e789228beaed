terraform {
  required_providers {
    pinecone = {
      source  = "pinecone-io/pinecone"
      version = "~> 3.0"
    }
  }
}

# PINECONE_API_KEY is in the environment.
provider "pinecone" {}

resource "pinecone_index" "articles" {
  name      = "articles"
  dimension = 1536
  metric    = "cosine"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-west-2"
    }
  }

  timeouts {
    create = "10m"
    delete = "10m"
  }
}

# What the first index lacks, the second has.
resource "pinecone_index" "guarded" {
  name                = "guarded"
  dimension           = 1536
  deletion_protection = "enabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-west-2"
    }
  }

  tags = {
    owner       = "search-team"
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}
