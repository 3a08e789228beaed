terraform {
  required_version = ">= 1.5"

  required_providers {
    aws      = { source = "hashicorp/aws", version = "~> 6.0" }
    pinecone = { source = "pinecone-io/pinecone", version = "~> 3.0" }
  }

  backend "s3" {
    bucket  = "acme-terraform-state"
    key     = "search/prod.tfstate"
    region  = "us-east-1"
    encrypt = true
  }
}

provider "aws" {
  region = var.region
}

provider "pinecone" {}
