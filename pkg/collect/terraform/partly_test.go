package terraform

import (
	"strings"
	"testing"
)

// TestPartlyKnownDocuments has functions that hand on a document of which a part is not known: the
// rest of it stays known.
func TestPartlyKnownDocuments(t *testing.T) {
	for _, expression := range []string{
		`coalesce(var.given, local.policy)`,
		`coalesce("", data.aws_iam_policy_document.key.json)`,
		`coalesce(local.heredoc, "{}")`,
		`join("", [local.policy])`,
		`join("", [local.heredoc])`,
		`format("%s", local.policy)`,
		`nonsensitive(local.policy)`,
		`tostring(local.policy)`,
		`trimspace(local.heredoc)`,
		`one(slice(["", local.policy], 1, 2))`,
		`reverse(["", local.policy])[0]`,
		`tolist([local.policy])[0]`,
		`replace(local.text, "ACCOUNT", var.account)`,
		`trimspace(replace(local.text, "ACCOUNT", var.account))`,
	} {
		t.Run(expression, func(t *testing.T) {
			sink := run(t, files("main.tf", `
variable "given" { default = null }
variable "account" {}
locals {
  policy  = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Principal = { AWS = var.account } }] })
  text    = "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"kms:*\", \"Principal\": {\"AWS\": \"ACCOUNT\"}}]}"
  heredoc = <<EOT
    {"Statement": [{"Effect": "Allow", "Action": "kms:*", "Principal": {"AWS": "${var.account}"}}]}
  EOT
}
data "aws_iam_policy_document" "key" {
  statement {
    actions = ["kms:*"]
    principals {
      type        = "AWS"
      identifiers = [var.account]
    }
  }
}
resource "aws_kms_key" "pinecone" { policy = `+expression+` }
`), Options{Types: schema(t)})
			key := sink.units[0]
			if got := describe(&memory{units: sink.units[:1]}); !strings.Contains(got, `"kms:*"`) {
				t.Errorf("the action is not known:\n%s", got)
			}
			for pointer := range key.Unknown {
				if !strings.HasPrefix(pointer, "/policy/Statement/0/Principal/AWS") {
					t.Errorf("%s is not known", pointer)
				}
			}
		})
	}
}

// TestCoalesceMayBeNull holds that an unknown value which may be null hides those behind it.
func TestCoalesceMayBeNull(t *testing.T) {
	sink := run(t, files("main.tf", `
variable "given" {}
resource "aws_kms_key" "pinecone" { policy = coalesce(var.given, jsonencode({ Statement = [] })) }
`), Options{Types: schema(t)})
	if _, unknown := sink.units[0].Unknown["/policy"]; !unknown {
		t.Errorf("the policy is known: %v", sink.units[0].Values)
	}
}

// TestPartlySensitive has functions that put a text together of a sensitive one and one that is not
// known: the sensitive one is not shown.
func TestPartlySensitive(t *testing.T) {
	for _, expression := range []string{
		`replace(var.secret, "HOST", var.account)`,
		`replace("at-hunter2", var.secret, var.account)`,
		`replace("at-HOST", "HOST", "${var.account}${var.secret}")`,
		`format("${var.secret}%s", var.account)`,
		`format("%s%s", var.account, var.secret)`,
		`format("%s", "${var.secret}${var.account}")`,
		`lower("${var.secret}-${var.account}")`,
		`trimspace("${var.secret}-${var.account}")`,
		`jsonencode({ a = replace(var.secret, "HOST", var.account) })`,
		`replace(jsonencode({ a = var.secret }), "HOST", var.account)`,
		`replace(base64decode(base64encode(var.secret)), "HOST", var.account)`,
		`templatestring(var.secret, {})`,
		`"a-${replace(var.secret, "HOST", var.account)}"`,
		`format("%s", { a = replace(var.secret, "HOST", var.account) }.a)`,
		`join(var.secret, [var.account, "b"])`,
		`join("", [var.account, var.secret])`,
		`join("-", concat(var.secrets, [var.account]))`,
		`trimspace(replace(var.secret, "HOST", var.account))`,
		`slice([replace(var.secret, "HOST", var.account)], 0, 1)[0]`,
		`coalesce(replace(var.secret, "HOST", var.account), "b")`,
	} {
		t.Run(expression, func(t *testing.T) {
			sink := run(t, files("main.tf", `
variable "account" {}
variable "secret" {
  default   = "hunter2-HOST-x"
  sensitive = true
}
variable "secrets" {
  default   = ["hunter2"]
  sensitive = true
}
resource "aws_kms_key" "pinecone" { description = `+expression+` }
`), Options{Types: schema(t)})
			got := describe(&memory{units: sink.units[:1]})
			if strings.Contains(strings.ReplaceAll(got, expression, ""), "hunter2") || strings.Contains(got, "-x") {
				t.Errorf("shows the secret:\n%s", got)
			}
		})
	}
}
