key_spec = "RSA_2048"

indexes = {
  products = { dimension = 3072, protected = true, tags = { owner = "search", environment = "production" } }
  reviews  = { dimension = 768, tags = { environment = "staging" } }
}
