terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.0"
    }
  }

  backend "gcs" {}
}

variable "environment" {
  type    = string
  default = "{{.Environment}}"
}

variable "pools" {
  type = map(object({
    machine = string
    nodes   = optional(number, 3)
  }))
  default = {
    general = { machine = "e2-standard-4" }
    memory  = { machine = "n2-highmem-8", nodes = 2 }
  }
}

locals {
  name = "{{.Name}}-${var.environment}"
  labels = {
    name        = local.name
    environment = var.environment
  }
}
