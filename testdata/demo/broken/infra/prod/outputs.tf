output "api_key" {
  value = pinecone_api_key.api.key
}
