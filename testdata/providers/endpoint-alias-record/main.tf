variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_id" {
  type = string
}

locals {
  region = "us-west-2"
}

data "aws_vpc_endpoint_service" "pinecone" {
  service_name = "com.amazonaws.vpce.${local.region}.vpce-svc-04ecb9a0e0d5aab01"
}

resource "aws_vpc_endpoint" "pinecone" {
  vpc_id              = var.vpc_id
  service_name        = data.aws_vpc_endpoint_service.pinecone.service_name
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.subnet_ids
  security_group_ids  = [var.security_group_id]
  private_dns_enabled = false
}

resource "aws_route53_zone" "pinecone" {
  name = "private.apw5-4e34-81fa.pinecone.io"

  vpc {
    vpc_id = var.vpc_id
  }
}

resource "aws_route53_record" "all" {
  zone_id = aws_route53_zone.pinecone.zone_id
  name    = "*"
  type    = "A"

  alias {
    name                   = aws_vpc_endpoint.pinecone.dns_entry[0]["dns_name"]
    zone_id                = aws_vpc_endpoint.pinecone.dns_entry[0]["hosted_zone_id"]
    evaluate_target_health = true
  }
}
