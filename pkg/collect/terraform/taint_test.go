package terraform

import (
	"fmt"
	"strings"
	"testing"
)

const credential = `
resource "pinecone_api_key" "app" {
  name = "app"
}
`

// TestTaint finds a secret by whatever way it comes, and does not look where none can.
func TestTaint(t *testing.T) {
	chain := func(length int) string {
		var out strings.Builder
		for i := range length {
			fmt.Fprintf(&out, "locals {\n  step%d = local.step%d\n}\n", i, i+1)
		}
		fmt.Fprintf(&out, "locals {\n  step%d = pinecone_api_key.app.key\n}\n", length)
		return out.String() + "resource \"aws_ssm_parameter\" \"p\" {\n  name = \"p\"\n  value = local.step0\n}\n"
	}
	cases := []struct {
		name  string
		files []string
		sinks int
	}{
		{"a chain", []string{"main.tf", credential + chain(10)}, 1},
		{"a longer chain than is followed", []string{"main.tf", credential + chain(100)}, 1},
		{"an escape", []string{"main.tf", credential + `
locals {
  secret = pinecone_api_key.app.key
}`, "more.tf.json", `{"resource": {"aws_ssm_parameter": {"p": {"value": "${local.\u0073ecret}"}}}}`}, 1},
		{"modules", []string{"main.tf", credential + `
module "pass" {
  source   = "./pass"
  for_each = { one = pinecone_api_key.app.key }
  given    = each.value
}
output "all" {
  value = module.pass
}
resource "aws_ssm_parameter" "p" {
  value = module.pass["one"].back
}`, "pass/main.tf", `
variable "given" {}
locals {
  kept = { inner = var.given }
}
resource "aws_ssm_parameter" "own" {
  value = local.kept.inner
}
output "back" {
  value = local.kept["inner"]
}`}, 2},
		{"what is read again", []string{"main.tf", credential + `
resource "aws_ssm_parameter" "p" {
  value = pinecone_api_key.app.key
}
resource "aws_lambda_function" "f" {
  environment {
    variables = { KEY = aws_ssm_parameter.p.value }
  }
}`}, 2},
		{"the key of each", []string{"main.tf", `
resource "pinecone_api_key" "app" {
  for_each = toset(["read", "write"])
  name     = each.key
}
resource "aws_ssm_parameter" "p" {
  for_each = pinecone_api_key.app
  name     = "/pinecone/${each.key}"
  value    = each.value.key
}
resource "aws_ssm_parameter" "q" {
  for_each = { for name, made in pinecone_api_key.app : name => made.key }
  name     = each.key
}`}, 1},
		{"nothing", []string{"main.tf", credential + `
resource "aws_ssm_parameter" "p" {
  value = aws_sqs_queue.other.url
}`}, 0},
	}
	for _, one := range cases {
		found := 0
		for _, o := range run(t, files(one.files...), Options{Types: schema(t)}).units {
			if o.Type == "credential_sink" {
				found++
			}
		}
		if found != one.sinks {
			t.Errorf("%s: %d sinks, want %d", one.name, found, one.sinks)
		}
	}
}
