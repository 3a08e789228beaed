terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  backend "s3" {}
}

variable "environment" {
  type    = string
  default = "{{.Environment}}"
}

variable "account_id" {
  type    = string
  default = "{{.Account}}"
}

variable "queues" {
  type = map(object({
    retention = number
    fifo      = optional(bool, false)
  }))
  default = {
    orders  = { retention = 345600 }
    refunds = { retention = 86400, fifo = true }
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
