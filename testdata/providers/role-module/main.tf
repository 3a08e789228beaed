module "cmek" {
  source = "./modules/cmek"

  regions     = ["us-east-1"]
  external_id = "b0b3ad8a-64f6-4b9c-8d0c-5a3a7ad9f0e5"
  key_origin  = "EXTERNAL"
}

module "cmek_of_others" {
  source = "./modules/cmek"

  regions     = []
  external_id = "b0b3ad8a-64f6-4b9c-8d0c-5a3a7ad9f0e5"
}
