# One provider for each project: a key of the data plane belongs to one project.
variable "search_key" {
  type      = string
  sensitive = true
}

variable "support_key" {
  type      = string
  sensitive = true
}

provider "pinecone" {
  alias   = "search"
  api_key = var.search_key
}

provider "pinecone" {
  alias   = "support"
  api_key = var.support_key
}

resource "pinecone_index" "search" {
  provider            = pinecone.search
  name                = "documents"
  dimension           = 1536
  deletion_protection = "enabled"

  spec = {
    serverless = { cloud = "aws", region = "us-east-1" }
  }
}

# The same name in another project is another index.
resource "pinecone_index" "support" {
  provider  = pinecone.support
  name      = "documents"
  dimension = 1536

  spec = {
    serverless = { cloud = "aws", region = "us-east-1" }
  }
}
