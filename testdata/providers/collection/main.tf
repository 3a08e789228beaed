resource "pinecone_index" "source" {
  name      = "source"
  dimension = 10

  spec = {
    pod = {
      environment = "us-west4-gcp"
      pod_type    = "s1.x1"
    }
  }
}

resource "pinecone_collection" "copy" {
  name   = "copy"
  source = pinecone_index.source.name
}

resource "pinecone_index" "restored" {
  name      = "restored"
  dimension = 10

  spec = {
    pod = {
      environment       = "us-west4-gcp"
      pod_type          = "s1.x1"
      source_collection = pinecone_collection.copy.name
    }
  }
}
