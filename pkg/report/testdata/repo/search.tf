# The search service's index and its key.
module "search" {
  source     = "./modules/search"
  protection = "disabled"
}

resource "aws_iam_role" "cmek" {
	name               = "検索-cmek" # tabs and wide characters before the range
	assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = {} }] })
}
