resource "aws_kms_key" "pinecone" {
  description              = "Encrypts the indexes of the search project"
  customer_master_key_spec = var.key_spec
  enable_key_rotation      = false
  deletion_window_in_days  = 7
  multi_region             = true
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::*:role/pinecone_cmek_access_*"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

resource "aws_iam_role" "pinecone" {
  name               = "pinecone-cmek"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "use_key" {
  name = "use-key"
  role = aws_iam_role.pinecone.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt"]
      Resource = aws_kms_key.pinecone.arn
    }]
  })
}
