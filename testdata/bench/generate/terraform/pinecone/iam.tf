resource "aws_iam_role" "cmek" {
  name = "${local.name}-cmek"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "{{.Principal}}" }
      Condition = { StringEquals = { "sts:ExternalId" = "{{.ExternalID}}" } }
    }]
  })
  tags = local.tags
}

resource "aws_kms_key" "cmek" {
  description             = "Encrypts the indexes of ${local.name}"
  enable_key_rotation     = {{.Rotation}}
  deletion_window_in_days = {{.Window}}
  tags                    = local.tags
}

data "aws_iam_policy_document" "cmek" {
  statement {
    sid       = "UseTheKey"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = [aws_kms_key.cmek.arn]
  }
}

resource "aws_iam_role_policy" "cmek" {
  name   = "use-key"
  role   = aws_iam_role.cmek.id
  policy = data.aws_iam_policy_document.cmek.json
}

resource "aws_iam_role" "audit" {
  name               = "${local.name}-audit"
  assume_role_policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::${var.account_id}:root"}
      }]
    }
  JSON
}
