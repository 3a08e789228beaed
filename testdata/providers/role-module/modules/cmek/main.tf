variable "regions" {
  type = list(string)
}

variable "external_id" {
  type = string
}

variable "key_origin" {
  type    = string
  default = "AWS_KMS"
}

variable "pinecone_account" {
  type    = string
  default = "123456789012"
}

resource "aws_kms_key" "this" {
  key_usage           = "SIGN_VERIFY"
  enable_key_rotation = true
}

resource "aws_kms_external_key" "this" {
  count       = var.key_origin == "EXTERNAL" ? 1 : 0
  description = "Brought along"
}

resource "aws_iam_role" "this" {
  name_prefix = "pinecone-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for region in var.regions : {
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::${var.pinecone_account}:role/pinecone_cmek_access_${region}" }
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt"]
      Resource = concat([aws_kms_key.this.arn], aws_kms_external_key.this[*].arn)
    }]
  })
}

output "role_arn" {
  value = aws_iam_role.this.arn
}
