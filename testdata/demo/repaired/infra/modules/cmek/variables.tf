variable "key_spec" {
  type = string
}

variable "pinecone_account" {
  type = string
}

variable "external_id" {
  type = string
}
