key_spec = "SYMMETRIC_DEFAULT"

indexes = {
  products = { dimension = 1536, protected = true, tags = { owner = "search", environment = "production" } }
  reviews  = { dimension = 768, protected = true, tags = { owner = "search", environment = "production" } }
}
