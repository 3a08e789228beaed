terraform {
  backend "s3" {
    bucket  = "acme-terraform-state"
    key     = "search/prod.tfstate"
    region  = "us-east-1"
    encrypt = true
  }
}

resource "pinecone_project" "search" {
  name                       = "search"
  force_encryption_with_cmek = true
}

resource "pinecone_api_key" "api" {
  name       = "api-prod"
  project_id = pinecone_project.search.id
  roles      = ["DataPlaneViewer"]
}

resource "pinecone_index" "products" {
  name                = "products"
  dimension           = 1536
  metric              = "cosine"
  deletion_protection = "enabled"
  spec                = { serverless = { cloud = "aws", region = "us-east-1" } }
  tags                = { owner = "search", environment = "production" }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "pinecone" {
  description             = "Encrypts the indexes of the search project"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "pinecone" {
  name          = "alias/pinecone"
  target_key_id = aws_kms_key.pinecone.key_id
}

resource "aws_iam_role" "pinecone" {
  name = "pinecone-cmek"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1" }
      Condition = { StringEquals = { "sts:ExternalId" = "2f6c1d0e-7b1a-4c58-9f0e-3d8f2a6b7c41" } }
    }]
  })
}

resource "aws_iam_role_policy" "use_key" {
  name = "use-key"
  role = aws_iam_role.pinecone.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["kms:Encrypt", "kms:Decrypt"], Resource = aws_kms_key.pinecone.arn }]
  })
}

resource "aws_iam_role_policy_attachment" "extra" {
  role       = aws_iam_role.pinecone.name
  policy_arn = "arn:aws:iam::111122223333:policy/extra"
}

resource "aws_iam_role_policy_attachment" "more" {
  role       = aws_iam_role.pinecone.name
  policy_arn = "arn:aws:iam::111122223333:policy/more"
}

resource "aws_iam_role" "audit" {
  name = "pinecone-audit"
  path = "/logs/"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::713131977538:root" } }]
  })
}

resource "aws_iam_role_policy" "write_logs" {
  name = "write-logs"
  role = aws_iam_role.audit.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.audit.arn
        Condition = { StringLike = { "s3:prefix" = ["pinecone/", "pinecone/*"] } }
      },
      { Effect = "Allow", Action = "s3:PutObject", Resource = "${aws_s3_bucket.audit.arn}/pinecone/*" },
      { Effect = "Allow", Action = "kms:GenerateDataKey", Resource = aws_kms_key.audit.arn },
    ]
  })
}

resource "aws_kms_key" "audit" {
  description         = "Encrypts Pinecone's audit logs"
  enable_key_rotation = true
}

resource "aws_kms_alias" "audit" {
  name          = "alias/pinecone-audit"
  target_key_id = aws_kms_key.audit.key_id
}

resource "aws_s3_bucket" "audit" {
  bucket              = "acme-audit"
  object_lock_enabled = true
}

resource "aws_s3_bucket_versioning" "audit" {
  bucket = aws_s3_bucket.audit.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id

  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 400
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id

  rule {
    id     = "tidy"
    status = "Enabled"

    filter {}

    expiration {
      days = 800
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.audit.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "audit" {
  bucket = aws_s3_bucket.audit.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "audit" {
  bucket = aws_s3_bucket.audit.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Action    = "s3:*"
      Principal = "*"
      Resource  = [aws_s3_bucket.audit.arn, "${aws_s3_bucket.audit.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "us-east-1b"
}

resource "aws_security_group" "clients" {
  name   = "pinecone"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]

    security_groups = ["sg-0fedcba9876543210"]
    self            = true
  }
}

resource "aws_vpc_endpoint" "pinecone" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.clients.id]
  private_dns_enabled = true
}

resource "aws_route53_zone" "pinecone" {
  name = "private.aped-4627-b74a.pinecone.io"

  vpc {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route53_record" "pinecone" {
  zone_id = aws_route53_zone.pinecone.zone_id
  name    = "*.private.aped-4627-b74a.pinecone.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.pinecone.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.pinecone.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}
