resource "pinecone_project" "search" {
  name = "search"
}

resource "pinecone_index" "this" {
  for_each = var.indexes

  name      = each.key
  dimension = each.value.dimension
  metric    = "cosine"

  deletion_protection = each.value.protected ? "enabled" : "disabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = var.region
    }
  }

  tags = each.value.tags
}

resource "pinecone_index" "sessions" {
  name      = "sessions"
  dimension = 1536

  spec = {
    pod = {
      environment = "us-east1-gcp"
      pod_type    = "p1.x1"
    }
  }
}

resource "pinecone_api_key" "api" {
  name       = "search-api"
  project_id = pinecone_project.search.id
}

resource "pinecone_api_key" "ingest" {
  name       = "search-ingest"
  project_id = pinecone_project.search.id
  roles      = ["ControlPlaneEditor", "DataPlaneEditor", "DataPlaneAdmin"]
}
