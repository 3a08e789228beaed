resource "pinecone_index" "products" {
  name                = "products"
  deletion_protection = var.protection
}
