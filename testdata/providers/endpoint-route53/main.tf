# The names are resolved by a zone of one's own instead of the endpoint's private DNS.
provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.8.0.0/16"
}

resource "aws_subnet" "private" {
  for_each = { eu-west-1a = 0, eu-west-1b = 1 }

  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
}

resource "aws_security_group" "clients" {
  vpc_id = aws_vpc.main.id

  ingress {
    description = "Clients"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_vpc_endpoint" "pinecone" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.vpce.eu-west-1.vpce-svc-03c6b7e17ff02a70f"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids = [aws_security_group.clients.id]
}

resource "aws_route53_zone" "pinecone" {
  name = "private.apu-57e2-42f6.pinecone.io"

  vpc {
    vpc_id = aws_vpc.main.id
  }
}

resource "aws_route53_record" "all" {
  zone_id = aws_route53_zone.pinecone.zone_id
  name    = "*.private.apu-57e2-42f6.pinecone.io"
  type    = "CNAME"
  ttl     = 300
  records = [aws_vpc_endpoint.pinecone.dns_entry[0].dns_name]
}

# This name is the one of us-east-1.
resource "aws_route53_record" "astray" {
  zone_id = aws_route53_zone.pinecone.zone_id
  name    = "*.private.aped-4627-b74a.pinecone.io"
  type    = "CNAME"
  ttl     = 300
  records = [aws_vpc_endpoint.pinecone.dns_entry[0].dns_name]
}
