# Role and bucket as the guide for S3 asks for them. No manifest names either.
resource "aws_iam_role" "pinecone" {
  name = "pinecone-audit-logs"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::713131977538:root" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_iam_policy_document" "write" {
  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.audit.arn]
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.audit.arn}/*"]
  }
}

resource "aws_iam_policy" "write" {
  name   = "pinecone-audit-logs"
  policy = data.aws_iam_policy_document.write.json
}

resource "aws_iam_role_policy_attachment" "write" {
  role       = aws_iam_role.pinecone.name
  policy_arn = aws_iam_policy.write.arn
}

# The blocks that a bucket had before they became resources of their own.
resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"

  versioning {
    enabled = true
  }

  object_lock_configuration {
    object_lock_enabled = "Enabled"

    rule {
      default_retention {
        mode = "GOVERNANCE"
        days = 400
      }
    }
  }

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_kms_alias.audit.arn
      }
    }
  }
}

resource "aws_kms_key" "audit" {
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_kms_alias" "audit" {
  name          = "alias/audit"
  target_key_id = aws_kms_key.audit.key_id
}

# A role for imports, which the same account assumes, and another bucket.
resource "aws_iam_role" "import" {
  name               = "pinecone-import"
  assume_role_policy = aws_iam_role.pinecone.assume_role_policy

  inline_policy {
    name = "read"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["s3:ListBucket", "s3:GetObject"], Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket" "other" {
  bucket = "acme-other"
}
