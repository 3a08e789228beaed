provider "pinecone" {
  client_id     = "your-client-id"
  client_secret = "your-client-secret"
}

resource "pinecone_project" "vault" {
  name                       = "vault-production"
  force_encryption_with_cmek = true
}

resource "pinecone_project" "legacy" {
  name     = "legacy"
  max_pods = 5
}

resource "pinecone_project" "sandbox" {
  name = "search-sandbox"
}
