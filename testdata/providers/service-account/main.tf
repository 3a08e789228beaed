terraform {
  required_providers {
    pinecone = {
      source  = "pinecone-io/pinecone"
      version = "~> 4.0"
    }
  }

  backend "s3" {
    bucket = "acme-terraform"
    key    = "pinecone.tfstate"
    region = "eu-central-1"
  }
}

resource "pinecone_project" "ledger" {
  name = "ledger-production"
}

resource "pinecone_service_account" "deploy" {
  name           = "deploy"
  rotate_trigger = "2026-09-01"
}

resource "pinecone_role_binding" "member" {
  principal_id   = pinecone_service_account.deploy.id
  principal_type = "service_account"
  resource_type  = "organization"
  role           = "OrgMember"
}

resource "pinecone_role_binding" "editor" {
  principal_id   = pinecone_service_account.deploy.id
  principal_type = "service_account"
  resource_type  = "project"
  resource_id    = pinecone_project.ledger.id
  role           = "ProjectEditor"
}

resource "pinecone_invite" "contractor" {
  email = "contractor@acme.example"

  role_bindings = [
    { resource_type = "organization", role = "OrgMember" },
    { resource_type = "project", role = "ProjectViewer", resource_id = pinecone_project.ledger.id },
  ]
}

resource "pinecone_user" "alice" {
  id = "8a4b6c0e-4a07-4a39-9c7c-2a5d3c3f9e11"
}

output "client_id" {
  value = pinecone_service_account.deploy.client_id
}

output "client_secret" {
  value     = pinecone_service_account.deploy.client_secret
  sensitive = true
}
