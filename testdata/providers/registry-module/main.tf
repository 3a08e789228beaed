# A module of a registry is not in the repository: what it holds is not known.
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 6.0"

  name            = "main"
  cidr            = "10.4.0.0/16"
  azs             = ["us-east-1a", "us-east-1b"]
  private_subnets = ["10.4.1.0/24", "10.4.2.0/24"]
}

module "security_group" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  vpc_id = module.vpc.vpc_id
}

resource "aws_vpc_endpoint" "pinecone" {
  vpc_id              = module.vpc.vpc_id
  service_name        = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = module.vpc.private_subnets
  security_group_ids  = [module.security_group.security_group_id]
  private_dns_enabled = true
}
