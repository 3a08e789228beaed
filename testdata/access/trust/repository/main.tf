resource "aws_kms_key" "pinecone" {
  description             = "Encrypts the indexes of the search project"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_iam_role" "pinecone" {
  name               = "pinecone-cmek"
  assume_role_policy = file("${path.module}/trust.json")
}

resource "aws_iam_role_policy" "use_key" {
  name = "use-key"
  role = aws_iam_role.pinecone.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt"]
      Resource = aws_kms_key.pinecone.arn
    }]
  })
}
