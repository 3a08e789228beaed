# The records say that both endpoints are meant for Pinecone, and no service of its has these names.
resource "aws_vpc_endpoint" "typo" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b5"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint" "other" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.us-east-1.execute-api"
  vpc_endpoint_type = "Interface"
}

# This one is the company's own.
resource "aws_vpc_endpoint" "billing" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.vpce.us-east-1.vpce-svc-0c1d2e3f4a5b60718"
  vpc_endpoint_type = "Interface"
}

resource "aws_route53_zone" "pinecone" {
  name = "private.aped-4627-b74a.pinecone.io"

  vpc {
    vpc_id = "vpc-0a1b2c3d4e5f60718"
  }
}

resource "aws_route53_record" "typo" {
  zone_id = aws_route53_zone.pinecone.zone_id
  name    = "*"
  type    = "CNAME"
  ttl     = 300
  records = [aws_vpc_endpoint.typo.dns_entry[0].dns_name]
}

resource "aws_route53_record" "other" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = "docs-1a2b3c4.svc.private.aped-4627-b74a.pinecone.io"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.other.dns_entry[0].dns_name
    zone_id                = aws_vpc_endpoint.other.dns_entry[0].hosted_zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "billing" {
  zone_id = "Z0123456789ABCDEFGHIK"
  name    = "billing.acme.example"
  type    = "CNAME"
  ttl     = 300
  records = [aws_vpc_endpoint.billing.dns_entry[0].dns_name]
}
