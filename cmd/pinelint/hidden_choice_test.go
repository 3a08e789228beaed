package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

// verdictsOf is the worst verdict of each rule on what a repository of some files has.
func verdictsOf(t *testing.T, files map[string]string) map[string]finding.Verdict {
	t.Helper()
	repository := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(repository, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	results, _, _ := resultsOf(t, repository)
	verdicts := map[string]finding.Verdict{}
	for _, tally := range results.Tallies {
		switch {
		case tally.Fail > 0:
			verdicts[tally.Rule] = finding.Fail
		case tally.Inconclusive > 0:
			verdicts[tally.Rule] = finding.Inconclusive
		case tally.Pass > 0:
			verdicts[tally.Rule] = finding.Pass
		}
	}
	return verdicts
}

const keyOfPinecone = `
apiVersion: pinelint/v1
organization: {name: acme, pinecone_aws_account: "444455556666", aws_accounts: ["111122223333"]}
projects:
  - name: search
    environment: production
    cmek: {keys: [{name: main, key: "terraform:aws_kms_key.main", role: "terraform:aws_iam_role.main"}]}
    indexes: [{name: products, cloud: aws, region: us-east-1, deployment: serverless}]
`

// TestOneReferenceIsNotTheWhole holds that an expression is a role or a key only where it is that
// and nothing else, whatever a variable says.
func TestOneReferenceIsNotTheWhole(t *testing.T) {
	const source = `
variable "open" { type = bool }
variable "other" {}
data "external" "told" { program = ["true"] }
resource "aws_iam_role" "main" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::444455556666:role/pinecone_cmek_access_us-east-1" }
    }]
  })
}
data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
  statement {
    actions   = ["kms:Encrypt", "kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = flatten([ROLE])
    }
  }
}
resource "aws_kms_key" "main" { policy = data.aws_iam_policy_document.key.json }
resource "aws_iam_role_policy" "main" {
  role   = aws_iam_role.main.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["kms:Encrypt", "kms:Decrypt"], Resource = KEY }]
  })
}
`
	known := []string{
		`REF`, `"${REF}"`, `tostring(REF)`, `try(REF, "*")`, `one([REF])`, `coalesce(REF, "*")`, `coalesce("", REF)`,
		`concat([REF], [])`, `sort([REF])`, `toset([REF])`, `element(concat([REF], [""]), 0)`, `compact([REF, ""])[0]`,
		`format("%s", REF)`, `nonsensitive(REF)`, `[for one in [REF] : one]`, `var.open ? REF : REF`, `lookup({a = REF}, "a", "*")`,
	}
	open := []string{
		`var.open ? REF : "*"`, `var.open ? "*" : REF`, `var.open ? REF : var.other`, `[var.open ? REF : "*"]`,
		`"${var.open ? REF : "*"}"`, `coalesce(var.other, REF)`, `coalesce(data.external.told.result.x, REF)`,
		`lookup(var.other, "x", REF)`, `{ a = REF, b = "*" }[var.other]`, `lookup({ a = REF, b = "*" }, var.other, "*")`,
		`concat([REF], var.open ? ["*"] : [])`, `concat([REF], data.external.told.result.x)`, `sort(["*", REF])`,
		`[for one in concat([REF], var.other) : one]`, `try(var.other.x, REF)`, `merge({ a = REF }, var.other)["a"]`,
		`split(",", REF)[0]`, `replace(REF, "a", "*")`,
	}
	verdict := func(expression string) (key, role finding.Verdict) {
		text := strings.Replace(source, "ROLE", strings.ReplaceAll(expression, "REF", "aws_iam_role.main.arn"), 1)
		text = strings.Replace(text, "KEY", strings.ReplaceAll(expression, "REF", "aws_kms_key.main.arn"), 1)
		all := verdictsOf(t, map[string]string{"main.tf": text, "pinelint.yaml": keyOfPinecone})
		return all["cmek/key-policy-public"], all["cmek/role-permissions-excess"]
	}
	for want, expressions := range map[finding.Verdict][]string{finding.Pass: known, finding.Inconclusive: open} {
		for _, expression := range expressions {
			if key, role := verdict(expression); key != want || role != want {
				t.Errorf("%s: the key's policy is %s and the role's is %s, not %s", expression, key, role, want)
			}
		}
	}
}

// TestWhereAChoiceLeads holds that a bucket's key and a record's endpoint are not taken for
// certain where a variable chooses them.
func TestWhereAChoiceLeads(t *testing.T) {
	const source = `
variable "open" { type = bool }
resource "aws_s3_bucket" "audit" { bucket = "acme-audit" }
resource "aws_kms_key" "audit" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = KEY
    }
  }
}
resource "aws_vpc_endpoint" "main" {
  service_name      = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"
  vpc_endpoint_type = "Interface"
}
resource "aws_route53_record" "main" {
  name    = "*.private.aped-4627-b74a.pinecone.io"
  type    = "CNAME"
  records = [TARGET]
}
`
	const manifest = `
apiVersion: pinelint/v1
organization: {name: acme, audit_logs: {enabled: true, bucket: "terraform:aws_s3_bucket.audit"}}
`
	tests := []struct {
		key, name string
		want      finding.Verdict
	}{
		{`aws_kms_key.audit.arn`, `aws_vpc_endpoint.main.dns_entry[0].dns_name`, finding.Pass},
		{`var.open ? aws_kms_key.audit.arn : "alias/other"`,
			`var.open ? aws_vpc_endpoint.main.dns_entry[0].dns_name : "other.example.com"`, finding.Inconclusive},
	}
	for _, test := range tests {
		text := strings.Replace(strings.Replace(source, "KEY", test.key, 1), "TARGET", test.name, 1)
		all := verdictsOf(t, map[string]string{"main.tf": text, "pinelint.yaml": manifest})
		if key, record := all["auditlogs/bucket-encryption"], all["privatelink/dns-target"]; key != test.want || record != test.want {
			t.Errorf("%s: key %s, record %s, want %s", test.key, key, record, test.want)
		}
	}
}
