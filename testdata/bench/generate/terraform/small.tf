resource "pinecone_index" "main" {
  name                = "{{.Name}}"
  dimension           = {{.Dimension}}
  metric              = "cosine"
  deletion_protection = "disabled"

  spec = {
    serverless = {
      cloud  = "aws"
      region = "{{.Region}}"
    }
  }
}

resource "aws_iam_role" "cmek" {
  name = "{{.Name}}-cmek"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "*" }
    }]
  })
}

resource "aws_kms_key" "cmek" {
  description         = "Encrypts the indexes of {{.Name}}"
  enable_key_rotation = true
}
