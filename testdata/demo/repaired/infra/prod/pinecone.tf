resource "pinecone_project" "search" {
  name                       = "search"
  force_encryption_with_cmek = true
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

  lifecycle {
    prevent_destroy = true
  }
}

resource "pinecone_api_key" "api" {
  name       = "search-api"
  project_id = pinecone_project.search.id
  roles      = ["DataPlaneViewer"]
}

resource "pinecone_api_key" "ingest" {
  name       = "search-ingest"
  project_id = pinecone_project.search.id
  roles      = ["DataPlaneEditor"]
}
