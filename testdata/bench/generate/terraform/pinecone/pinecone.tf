resource "pinecone_project" "main" {
  name                       = local.name
  force_encryption_with_cmek = true
}

resource "pinecone_index" "main" {
  for_each = toset(["documents", "queries"])

  name                = "${local.name}-${each.key}"
  dimension           = {{.Dimension}}
  metric              = "cosine"
  deletion_protection = "{{.Protection}}"
  tags                = { environment = var.environment, team = "{{.Name}}" }

  spec = {
    serverless = {
      cloud  = "aws"
      region = "{{.Region}}"
    }
  }

  lifecycle {
    prevent_destroy = {{.Kept}}
  }
}

resource "pinecone_api_key" "api" {
  name       = "${local.name}-api"
  project_id = pinecone_project.main.id
  roles      = ["DataPlaneEditor"]
}
