# The network is somebody else's: data sources find it.
data "aws_region" "current" {}

data "aws_vpc" "shared" {
  tags = { Name = "shared" }
}

data "aws_subnets" "private" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.shared.id]
  }
}

data "aws_security_group" "clients" {
  name   = "clients"
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_security_group" "pinecone" {
  name_prefix = "pinecone-"
  vpc_id      = data.aws_vpc.shared.id
}

resource "aws_vpc_security_group_ingress_rule" "network" {
  security_group_id = aws_security_group.pinecone.id
  cidr_ipv4         = data.aws_vpc.shared.cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id            = aws_security_group.pinecone.id
  referenced_security_group_id = data.aws_security_group.clients.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

locals {
  services = {
    us-east-1 = "vpce-svc-05ef6f1f0b9130b54"
    eu-west-1 = "vpce-svc-03c6b7e17ff02a70f"
  }
}

resource "aws_vpc_endpoint" "pinecone" {
  vpc_id              = data.aws_vpc.shared.id
  service_name        = "com.amazonaws.vpce.${data.aws_region.current.name}.${local.services["eu-west-1"]}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = data.aws_subnets.private.ids
  security_group_ids  = [aws_security_group.pinecone.id]
  private_dns_enabled = true
}
