variable "pinecone_account" {
  type    = string
  default = "123456789012"
}

locals {
  regions = ["us-east-1", "eu-west-1"]
}

resource "aws_kms_key" "indexes" {
  description             = "Pinecone"
  enable_key_rotation     = true
  deletion_window_in_days = 14

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "indexes" {
  name          = "alias/pinecone"
  target_key_id = aws_kms_key.indexes.id
}

data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type = "AWS"

      identifiers = [
        for region in local.regions : "arn:aws:iam::${var.pinecone_account}:role/pinecone_cmek_access_${region}"
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["f2a7be2e-33a4-4a73-8c0f-1f6b6bd2a9c4"]
    }
  }
}

data "aws_iam_policy_document" "use" {
  statement {
    actions   = ["kms:Encrypt", "kms:Decrypt"]
    resources = [aws_kms_key.indexes.arn]
  }
}

resource "aws_iam_role" "pinecone" {
  name               = "pinecone-cmek"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_policy" "use" {
  name   = "use-pinecone-key"
  policy = data.aws_iam_policy_document.use.json
}

resource "aws_iam_role_policy_attachment" "use" {
  role       = aws_iam_role.pinecone.name
  policy_arn = aws_iam_policy.use.arn
}
