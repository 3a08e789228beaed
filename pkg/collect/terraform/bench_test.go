package terraform

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// stacks makes root modules of four files each, over two shared modules.
func stacks(count int) fstest.MapFS {
	fsys := files("modules/index/main.tf", benchIndex, "modules/network/main.tf", benchNetwork)
	for i := range count {
		dir := fmt.Sprintf("stacks/s%04d/", i)
		fsys[dir+"variables.tf"] = &fstest.MapFile{Data: []byte(benchVariables)}
		fsys[dir+"main.tf"] = &fstest.MapFile{Data: []byte(benchMain)}
		fsys[dir+"iam.tf"] = &fstest.MapFile{Data: []byte(benchIAM)}
		fsys[dir+"pinecone.tf"] = &fstest.MapFile{Data: []byte(benchPinecone)}
	}
	return fsys
}

// BenchmarkCollect evaluates 100 stacks; BenchmarkParse is the floor, parsing alone.
func BenchmarkCollect(b *testing.B) {
	fsys := stacks(100)
	options := Options{Types: schema(b), Mentions: []string{"pinecone"}}
	for b.Loop() {
		if seen := run(b, fsys, options); len(seen.units) == 0 {
			b.Fatal("nothing was observed")
		}
	}
}

func BenchmarkParse(b *testing.B) {
	fsys := stacks(100)
	for b.Loop() {
		for name, file := range fsys {
			if _, diagnostics := hclsyntax.ParseConfig(file.Data, name, hcl.InitialPos); diagnostics.HasErrors() {
				b.Fatal(diagnostics)
			}
		}
	}
}

const benchIndex = `
variable "name" { type = string }
variable "region" { type = string }
variable "tags" {
  type    = map(string)
  default = {}
}
resource "pinecone_index" "this" {
  name                = var.name
  dimension           = 1536
  metric              = "cosine"
  deletion_protection = "enabled"
  spec = { serverless = { cloud = "aws", region = var.region } }
  tags = merge(var.tags, { managed = "terraform" })
}
output "host" { value = pinecone_index.this.host }
`

const benchNetwork = `
variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }
resource "aws_security_group" "this" {
  name   = "pinecone"
  vpc_id = var.vpc_id
  dynamic "ingress" {
    for_each = toset(["10.0.0.0/8", "172.16.0.0/12"])
    content {
      from_port   = 443
      to_port     = 443
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
    }
  }
}
resource "aws_vpc_endpoint" "this" {
  vpc_id              = var.vpc_id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
  subnet_ids          = var.subnets
  security_group_ids  = [aws_security_group.this.id]
  private_dns_enabled = true
}
`

const benchVariables = `
variable "environment" {
  type        = string
  description = "Where this stack runs."
  default     = "production"
}
variable "account_id" {
  type        = string
  description = "The account that owns the stack."
}
variable "regions" {
  type = map(object({ protect = bool, replicas = optional(number, 2) }))
  default = {
    us-east-1 = { protect = true }
    eu-west-1 = { protect = true, replicas = 3 }
  }
}
locals {
  tags = {
    environment = var.environment
    team        = "search"
    cost_center = "4711"
  }
  prefix = "${var.environment}-search"
}
`

const benchMain = `
terraform {
  required_version = ">= 1.5"
  required_providers {
    pinecone = { source = "pinecone-io/pinecone", version = "~> 3.0" }
    aws      = { source = "hashicorp/aws", version = "~> 5.0" }
  }
  backend "s3" {
    bucket  = "state"
    key     = "search/terraform.tfstate"
    encrypt = true
  }
}
resource "aws_vpc" "main" {
  cidr_block           = cidrsubnet("10.0.0.0/8", 8, 3)
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = local.tags
}
resource "aws_subnet" "private" {
  for_each          = { a = 0, b = 1, c = 2 }
  vpc_id            = aws_vpc.main.id
  availability_zone = "us-east-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 4, each.value)
}
module "index" {
  source   = "../../modules/index"
  for_each = var.regions
  name     = "${local.prefix}-${each.key}"
  region   = each.key
  tags     = local.tags
}
module "network" {
  source  = "../../modules/network"
  vpc_id  = aws_vpc.main.id
  subnets = [for s in aws_subnet.private : s.id]
}
`

const benchIAM = `
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Administration"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account_id}:root"]
    }
  }
}
resource "aws_kms_key" "main" {
  description             = "Pinecone"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_iam_role" "cmek" {
  name = "${local.prefix}-cmek"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::${var.account_id}:role/pinecone_cmek_access_us-east-1" }
      Condition = { StringEquals = { "sts:ExternalId" = "6f9f1c1e-7b0a-4f3d-9e5f-0123456789ab" } }
    }]
  })
}
resource "aws_iam_role" "audit" {
  name               = "${local.prefix}-audit"
  assume_role_policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::${var.account_id}:root"}}
      ]
    }
  EOT
}
`

const benchPinecone = `
provider "pinecone" {
  client_id = "terraform"
}
resource "pinecone_project" "main" {
  name                       = local.prefix
  force_encryption_with_cmek = true
}
resource "pinecone_api_key" "reader" {
  name       = "${local.prefix}-reader"
  project_id = pinecone_project.main.id
  roles      = ["DataPlaneViewer"]
}
resource "pinecone_index" "products" {
  name                = "${local.prefix}-products"
  dimension           = 1024
  deletion_protection = var.environment == "production" ? "enabled" : "disabled"
  spec = {
    serverless = {
      cloud  = "aws"
      region = keys(var.regions)[0]
    }
  }
  tags = merge(local.tags, { purpose = "products" })
}
output "key_arn" {
  value = aws_kms_key.main.arn
}
output "hosts" {
  value = { for region, index in module.index : region => index.host }
}
`
