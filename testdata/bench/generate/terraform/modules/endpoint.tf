variable "name" { type = string }
variable "region" { type = string }
variable "service_name" { type = string }
variable "private_dns" { type = bool }

variable "ports" {
  type    = list(number)
  default = [443]
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_security_group" "endpoint" {
  name   = var.name
  vpc_id = "vpc-${substr(sha256(var.region), 0, 17)}"
  tags   = var.tags

  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}

resource "aws_vpc_endpoint" "pinecone" {
  vpc_id              = aws_security_group.endpoint.vpc_id
  service_name        = var.service_name
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = var.private_dns
  subnet_ids          = [for zone in ["a", "b", "c"] : "subnet-${substr(sha256("${var.region}${zone}"), 0, 17)}"]
  security_group_ids  = [aws_security_group.endpoint.id]
  tags                = var.tags
}

output "endpoint_id" { value = aws_vpc_endpoint.pinecone.id }
