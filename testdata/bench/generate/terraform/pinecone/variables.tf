terraform {
  required_providers {
    pinecone = {
      source  = "pinecone-io/pinecone"
      version = "~> 3.0"
    }
  }

  backend "{{.Backend}}" {}
}

variable "environment" {
  type    = string
  default = "{{.Environment}}"
}

variable "account_id" {
  type    = string
  default = "{{.Account}}"
}

variable "regions" {
  type = map(object({
    service = string
    ports   = optional(list(number), [443])
  }))
  default = {
    "{{.Region}}" = { service = "com.amazonaws.vpce.{{.Region}}.vpce-svc-0a1b2c3d4e5f60718" }
    "{{.Second}}" = { service = "com.amazonaws.vpce.{{.Second}}.vpce-svc-0f1e2d3c4b5a69788" }
  }
}

locals {
  name = "{{.Name}}-${var.environment}"
  tags = {
    Name        = local.name
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}
