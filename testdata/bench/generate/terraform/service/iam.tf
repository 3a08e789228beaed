resource "aws_iam_role" "service" {
  name = "${local.name}-service"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
  tags = local.tags
}

resource "aws_kms_key" "service" {
  description             = "Encrypts what ${local.name} stores"
  enable_key_rotation     = {{.Rotation}}
  deletion_window_in_days = {{.Window}}
  tags                    = local.tags
}

data "aws_iam_policy_document" "service" {
  statement {
    sid       = "UseTheKey"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = [aws_kms_key.service.arn]
  }
}

resource "aws_iam_role_policy" "service" {
  name   = "use-key"
  role   = aws_iam_role.service.id
  policy = data.aws_iam_policy_document.service.json
}

resource "aws_iam_role" "deploy" {
  name               = "${local.name}-deploy"
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
