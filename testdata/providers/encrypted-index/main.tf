provider "aws" {
  region = "us-east-1"
}

resource "pinecone_project" "vault" {
  name                       = "vault-production"
  force_encryption_with_cmek = true
}

# The index names its key, so the key is one that Pinecone uses.
resource "aws_kms_key" "vault" {
  description         = "Indexes of the project vault"
  enable_key_rotation = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "vault" {
  name          = "alias/pinecone-vault"
  target_key_id = aws_kms_key.vault.key_id
}

# Nothing says that this one has to do with Pinecone.
resource "aws_kms_key" "logs" {
  deletion_window_in_days = 7
}

resource "pinecone_index" "documents" {
  name                = "documents"
  cmek_id             = aws_kms_key.vault.arn
  deletion_protection = "enabled"

  deployment = {
    managed = { cloud = "aws", region = "us-east-1" }
  }

  schema = {
    fields = {
      _values = { dense_vector = { dimension = 1536, metric = "cosine" } }
    }
  }

  tags = { owner = "vault", environment = "production" }

  lifecycle {
    prevent_destroy = true
  }
}
