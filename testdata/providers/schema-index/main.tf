terraform {
  required_providers {
    pinecone = {
      source  = "pinecone-io/pinecone"
      version = "~> 5.0"
    }
  }
}

# A vector index: the fields have the reserved names.
resource "pinecone_index" "products" {
  name                = "products"
  deletion_protection = "enabled"

  deployment = {
    managed = { cloud = "aws", region = "us-east-1" }
  }

  schema = {
    fields = {
      _values = { dense_vector = { dimension = 1024, metric = "dotproduct" } }
    }
  }
}

# A document index with all kinds of field.
resource "pinecone_index" "articles" {
  name = "articles"

  deployment = {
    managed = {
      cloud  = "aws"
      region = "us-east-1"
    }
  }

  schema = {
    fields = {
      embedding = { dense_vector = { dimension = 1536, metric = "cosine" } }
      terms     = { sparse_vector = {} }
      body      = { string = { full_text_search = { stemming = true } } }
      title     = { string = { full_text_search = { ngram = { min_gram = 2, max_gram = 4 } } } }
    }
  }

  read_capacity = {
    dedicated = { node_type = "b1", replicas = 2, shards = 1 }
  }
}

# Full text only: no vector, and so no dimension.
resource "pinecone_index" "notes" {
  name                = "notes"
  deletion_protection = "disabled"

  deployment = {
    managed = { cloud = "azure", region = "eastus2" }
  }

  schema = {
    fields = {
      body = { string = { full_text_search = {} } }
    }
  }
}

resource "pinecone_index" "own_cloud" {
  name                = "own-cloud"
  deletion_protection = "enabled"

  deployment = {
    byoc = { environment = "gcp-europe-west4-7d1c" }
  }

  schema = {
    fields = {
      _values = { dense_vector = { dimension = 768 } }
    }
  }

  read_capacity = {
    dedicated = { node_type = "t1", replicas = 1, shards = 1 }
  }
}
