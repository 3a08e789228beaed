package main

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

// TestOwnerByAnother holds that a part belongs to what another resource was given, and to nobody knows
// what where that is not in view.
func TestOwnerByAnother(t *testing.T) {
	const source = `
variable "name" {}
resource "aws_s3_bucket" "audit" { bucket = "acme-audit" }
resource "aws_s3_bucket" "other" { bucket = "acme-other" }
resource "time_sleep" "audit" {
  create_duration = "10s"
  triggers        = { bucket = aws_s3_bucket.audit.id }
}
resource "terraform_data" "audit" { input = { bucket = aws_s3_bucket.audit.id } }
resource "terraform_data" "other" { input = aws_s3_bucket.other.id }
resource "terraform_data" "given" { input = var.name }
resource "null_resource" "audit" { triggers = { bucket = aws_s3_bucket.audit.id } }
resource "random_pet" "name" { keepers = { bucket = aws_s3_bucket.audit.id } }
resource "aws_s3_bucket_versioning" "audit" {
  bucket = aws_s3_bucket.audit.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_ssm_parameter" "name" { value = "acme-audit" }
resource "aws_s3_bucket_object_lock_configuration" "audit" {
  bucket = OWNER
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 400
    }
  }
}
`
	const manifest = `
apiVersion: pinelint/v1
organization: {name: acme, audit_logs: {enabled: true, bucket: "terraform:aws_s3_bucket.audit"}}
`
	for owner, want := range map[string]finding.Verdict{
		`aws_s3_bucket.audit.id`:                   finding.Pass,
		`time_sleep.audit.triggers["bucket"]`:      finding.Pass,
		`terraform_data.audit.output.bucket`:       finding.Pass,
		`null_resource.audit.triggers.bucket`:      finding.Pass,
		`random_pet.name.keepers.bucket`:           finding.Pass,
		`aws_s3_bucket_versioning.audit.id`:        finding.Pass,
		`terraform_data.given.output`:              finding.Inconclusive,
		`random_pet.name.id`:                       finding.Inconclusive,
		`null_resource.audit.id`:                   finding.Inconclusive,
		`other_thing.name.id`:                      finding.Inconclusive,
		`aws_s3_bucket.other.id`:                   finding.Fail,
		`terraform_data.other.output`:              finding.Fail,
		`var.name`:                                 finding.Inconclusive,
		`aws_ssm_parameter.name.insecure_value`:    finding.Inconclusive,
		`"${time_sleep.audit.triggers["bucket"]}"`: finding.Pass,
	} {
		text := strings.Replace(source, "OWNER", owner, 1) + "resource \"other_thing\" \"name\" {}\n"
		all := verdictsOf(t, map[string]string{"main.tf": text, "pinelint.yaml": manifest})
		if found := all["auditlogs/bucket-immutable"]; found != want {
			t.Errorf("%s: %s, want %s", owner, found, want)
		}
	}
}

// TestOwnerByCustomResource is the same with a resource of a template that a function makes.
func TestOwnerByCustomResource(t *testing.T) {
	const source = `
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: "2012-10-17", Statement: []}}}
  Other: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: "2012-10-17", Statement: []}}}
  Made: {Type: Custom::Lookup, Properties: {ServiceToken: x}}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/pinecone, TargetKeyId: TARGET}}
`
	const manifest = `
apiVersion: pinelint/v1
organization: {name: acme}
projects: [{name: search, cmek: {keys: [{name: main, key: "cloudformation:Key"}]}}]
`
	for target, want := range map[string]finding.Verdict{
		"!Ref Key": finding.Pass, "!GetAtt Made.Value": finding.Inconclusive, "!Ref Other": finding.Fail,
	} {
		text := strings.Replace(source, "TARGET", target, 1)
		all := verdictsOf(t, map[string]string{"stack.yaml": text, "pinelint.yaml": manifest})
		if found := all["cmek/key-no-alias"]; found != want {
			t.Errorf("%s: %s, want %s", target, found, want)
		}
	}
}
