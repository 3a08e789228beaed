variable "team" {
  type    = string
  default = "catalogue"
}

# No default: whoever runs a plan says it.
variable "stage" {
  type = string
}

locals {
  tags = { team = var.team, stage = "prod" }
}

resource "pinecone_index" "merged" {
  name = "merged"
  tags = merge(local.tags, { cost_centre = "4711" })

  deletion_protection = "enabled"

  spec = {
    serverless = { cloud = "gcp", region = "us-central1" }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# The values of the tags are not known, and their names are.
resource "pinecone_index" "unknown_value" {
  name = "unknown-value"
  tags = { owner = var.team, environment = var.stage }

  deletion_protection = "enabled"

  spec = {
    serverless = { cloud = "gcp", region = "us-central1" }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# A development index is not held to the rules of production.
resource "pinecone_index" "scratch" {
  name = "scratch"
  tags = { environment = "development" }

  spec = {
    serverless = { cloud = "gcp", region = "us-central1" }
  }
}
