resource "aws_kms_key" "indexes" {
  is_enabled = false

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Administer",
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
          "Action": "kms:*",
          "Resource": "*"
        }
      ]
    }
  POLICY
}

# The account is still the one that the guide prints.
resource "aws_iam_role" "pinecone" {
  name = "pinecone"

  assume_role_policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {
            "AWS": "arn:aws:iam::XXXXXXXXXXXX:role/pinecone_cmek_access_us-east-1"
          },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  POLICY
}

resource "aws_iam_role_policy" "use" {
  role = aws_iam_role.pinecone.id

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": ["kms:Encrypt", "kms:Decrypt"], "Resource": "${aws_kms_key.indexes.arn}"}
      ]
    }
  POLICY
}
