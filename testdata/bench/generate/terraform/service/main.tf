module "storage" {
  source = "../../modules/storage"
  bucket = format("%s-uploads-%s", local.name, var.account_id)
  tags   = local.tags
}

resource "aws_sqs_queue" "work" {
  for_each = var.queues

  name                      = "${local.name}-${each.key}${each.value.fifo ? ".fifo" : ""}"
  fifo_queue                = each.value.fifo
  message_retention_seconds = each.value.retention
  tags                      = merge(local.tags, { Queue = each.key })
}

resource "aws_security_group" "service" {
  name        = "${local.name}-service"
  description = "What may talk to the service"
  vpc_id      = "vpc-0{{.Account}}"
  tags        = local.tags

  dynamic "ingress" {
    for_each = [80, 443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [cidrsubnet("10.0.0.0/8", 8, ingress.key + 1)]
    }
  }
}
