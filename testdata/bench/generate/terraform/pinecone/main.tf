module "endpoint" {
  source   = "../../modules/endpoint"
  for_each = var.regions

  name         = "${local.name}-${each.key}"
  region       = each.key
  service_name = each.value.service
  ports        = each.value.ports
  private_dns  = {{.DNS}}
  tags         = merge(local.tags, { Region = each.key })
}

module "storage" {
  source = "../../modules/storage"
  bucket = format("%s-pinecone-%s", local.name, var.account_id)
  tags   = local.tags
}

resource "aws_security_group" "clients" {
  name        = "${local.name}-clients"
  description = "What may talk to Pinecone"
  vpc_id      = "vpc-0{{.Account}}"
  tags        = local.tags

  dynamic "egress" {
    for_each = distinct(flatten([for region in values(var.regions) : region.ports]))
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "tcp"
      cidr_blocks = [cidrsubnet("10.0.0.0/8", 8, egress.key + 1)]
    }
  }
}
