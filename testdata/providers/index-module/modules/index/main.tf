terraform {
  required_providers {
    pinecone = {
      source                = "pinecone-io/pinecone"
      configuration_aliases = [pinecone]
    }
  }
}

variable "name" {
  type = string
}

variable "dimension" {
  type = number
}

variable "protected" {
  type    = bool
  default = true
}

resource "pinecone_index" "this" {
  name                = var.name
  dimension           = var.dimension
  deletion_protection = var.protected ? "enabled" : "disabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-east-1"
    }
  }

  tags = {
    owner       = "search"
    environment = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}
