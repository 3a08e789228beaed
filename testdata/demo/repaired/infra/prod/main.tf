module "cmek" {
  source = "../modules/cmek"

  key_spec         = var.key_spec
  pinecone_account = "123456789012"
  external_id      = "2f6c1d0e-7b1a-4c58-9f0e-3d8f2a6b7c41"
}

module "private_endpoint" {
  source = "../modules/private-endpoint"

  vpc_id       = aws_vpc.main.id
  subnet_ids   = [aws_subnet.a.id, aws_subnet.b.id]
  service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"
  client_cidrs = [aws_vpc.main.cidr_block]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.1.0/24"
  availability_zone = "us-east-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.2.0/24"
  availability_zone = "us-east-1b"
}
