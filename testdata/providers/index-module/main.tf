provider "pinecone" {
  alias = "search"
}

module "indexes" {
  source   = "./modules/index"
  for_each = { products = 1536, reviews = 768 }

  name      = each.key
  dimension = each.value
  protected = each.key == "products"

  providers = {
    pinecone = pinecone.search
  }
}
