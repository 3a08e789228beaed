# Data sources read what something else manages: there is nothing here to repair but the
# one index that is managed.
data "pinecone_index" "elsewhere" {
  name = "elsewhere"
}

data "pinecone_indexes" "all" {}

data "pinecone_collection" "backup" {
  name = "backup"
}

data "pinecone_project" "main" {
  id = "3f1d4f6a-0b0e-4f5b-8c39-4f0f2f0a9d21"
}

resource "pinecone_index" "twin" {
  name                = "twin"
  dimension           = data.pinecone_index.elsewhere.dimension
  metric              = data.pinecone_index.elsewhere.metric
  deletion_protection = data.pinecone_index.elsewhere.deletion_protection

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-east-1"
    }
  }
}

output "dimension" {
  value = data.pinecone_index.elsewhere.schema.fields["_values"].dense_vector.dimension
}

output "names" {
  value = [for index in data.pinecone_indexes.all.indexes : index.name]
}
