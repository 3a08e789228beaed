terraform {
  required_providers {
    pinecone = { source = "pinecone-io/pinecone" }
  }
}

provider "pinecone" {}

data "pinecone_projects" "all" {}

resource "pinecone_project" "shop" {
  name = "shop-production"
}

# Without roles the API gives the key ProjectEditor.
resource "pinecone_api_key" "default" {
  name       = "default"
  project_id = pinecone_project.shop.id

  timeouts {
    create = "10m"
  }
}

resource "pinecone_api_key" "editor" {
  name       = "editor"
  project_id = pinecone_project.shop.id
  roles      = ["ProjectEditor"]
}

resource "pinecone_api_key" "reader" {
  name       = "reader"
  project_id = pinecone_project.shop.id
  roles      = ["DataPlaneViewer"]

  depends_on = [pinecone_project.shop]
}

output "project_names" {
  value = [for project in data.pinecone_projects.all.projects : project.name]
}

output "reader_id" {
  value = pinecone_api_key.reader.id
}

output "reader_key" {
  value     = pinecone_api_key.reader.key
  sensitive = true
}

output "editor_key" {
  value = pinecone_api_key.editor.key
}

output "all" {
  value = {
    name = pinecone_project.shop.name
    key  = pinecone_api_key.default.key
  }
}
