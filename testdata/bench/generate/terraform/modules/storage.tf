variable "bucket" { type = string }

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_s3_bucket" "audit" {
  bucket              = var.bucket
  object_lock_enabled = true
  tags                = var.tags
}

resource "aws_s3_bucket_versioning" "audit" {
  bucket = aws_s3_bucket.audit.id
  versioning_configuration { status = "Enabled" }
}

output "bucket" { value = aws_s3_bucket.audit.bucket }
