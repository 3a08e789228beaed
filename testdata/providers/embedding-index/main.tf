# Pinecone embeds the text itself, so the index names a model and no dimension.
resource "pinecone_index" "questions" {
  name                = "questions"
  deletion_protection = "enabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-east-1"
    }
  }

  embed = {
    model     = "multilingual-e5-large"
    field_map = { text = "chunk_text" }

    read_parameters = {
      truncate = "END"
    }
  }
}

# A dimension beside the model has to be one that the model gives.
resource "pinecone_index" "answers" {
  name                = "answers"
  dimension           = 1536
  deletion_protection = "enabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-east-1"
    }
  }

  embed = {
    model     = "llama-text-embed-v2"
    field_map = { text = "chunk_text" }
  }
}

# A sparse model has no dimension.
resource "pinecone_index" "keywords" {
  name                = "keywords"
  metric              = "dotproduct"
  vector_type         = "sparse"
  deletion_protection = "enabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "us-east-1"
    }
  }

  embed = {
    model     = "pinecone-sparse-english-v0"
    field_map = { text = "chunk_text" }
  }
}
