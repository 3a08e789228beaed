module "cmek" {
  source = "../modules/cmek"

  key_spec         = var.key_spec
  pinecone_account = "123456789012"
  external_id      = "2f6c1d0e-7b1a-4c58-9f0e-3d8f2a6b7c41"
}

module "private_endpoint" {
  source = "../modules/private-endpoint"

  vpc_id       = aws_vpc.main.id
  subnet_ids   = [aws_subnet.a.id]
  service_name = "com.amazonaws.vpce.us-west-2.vpce-svc-04ecb9a0e0d5aab01"
  client_cidrs = ["0.0.0.0/0"]
}

resource "aws_vpc" "main" {
  cidr_block         = "10.20.0.0/16"
  enable_dns_support = true
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.20.1.0/24"
  availability_zone = "us-east-1a"
}
