package main

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

const auditOf = `
apiVersion: pinelint/v1
organization:
  name: acme
  audit_logs: {enabled: true, role: "TOOL:ROLE", bucket: "TOOL:BUCKET"}
`

// calling has expressions of a bucket, and what the policies of the bucket and of the role name, with
// the verdicts on both.
type calling struct {
	bucket, own, role string
	tls, write        finding.Verdict
}

func holdsNames(t *testing.T, tests []calling, files func(calling) map[string]string) {
	t.Helper()
	for _, test := range tests {
		all := verdictsOf(t, files(test))
		tls, write := all["auditlogs/bucket-tls"], all["auditlogs/cannot-write"]
		if tls != test.tls || write != test.write {
			t.Errorf("%s, with %s in its policy and %s in the role's: %s and %s, want %s and %s",
				test.bucket, test.own, test.role, tls, write, test.tls, test.write)
		}
		if excess := all["auditlogs/role-permissions-excess"]; excess != test.write {
			t.Errorf("%s, with %s in the role's policy: the role's excess is %s, want %s", test.bucket, test.role, excess, test.write)
		}
	}
}

// TestBucketOfUnknownName holds that the same expression is the same bucket, and another may be.
func TestBucketOfUnknownName(t *testing.T) {
	const source = `
variable "prefix" {}
variable "other" {}
variable "names" {}
data "aws_caller_identity" "me" {}
locals { named = var.names }
resource "random_pet" "one" {}
resource "random_pet" "two" {}
resource "aws_s3_bucket" "audit" { bucket = BUCKET }
resource "aws_s3_bucket_policy" "audit" {
  bucket = aws_s3_bucket.audit.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect = "Deny", Principal = "*", Action = "s3:*"
      Resource  = ["arn:aws:s3:::OWN", "arn:aws:s3:::OWN/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
resource "aws_iam_role" "audit" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::713131977538:root" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_iam_role_policy" "audit" {
  role   = aws_iam_role.audit.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::WRITES" },
      { Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::WRITES/*" },
    ]
  })
}
`
	manifest := strings.NewReplacer("TOOL", "terraform", "ROLE", "aws_iam_role.audit", "BUCKET", "aws_s3_bucket.audit").Replace(auditOf)
	account := "acme-${data.aws_caller_identity.me.account_id}"
	tests := []calling{
		{`"` + account + `"`, account, account, finding.Pass, finding.Pass},
		{`"${var.prefix}-audit"`, "${var.prefix}-audit", "${var.prefix}-audit", finding.Pass, finding.Pass},
		{`var.prefix`, "${var.prefix}", "${aws_s3_bucket.audit.id}", finding.Pass, finding.Pass},
		{`"acme-${random_pet.one.id}"`, "acme-${random_pet.one.id}", "acme-${random_pet.one.id}", finding.Pass, finding.Pass},
		{`local.named["audit"]`, `${local.named["audit"]}`, "${local.named.audit}", finding.Pass, finding.Pass},
		// What may be another is neither taken for it nor for anything else.
		{`local.named["audit"]`, `${local.named["audit"]}`, `${local.named["data"]}`, finding.Pass, finding.Inconclusive},
		{`"acme-${random_pet.one.id}"`, "${aws_s3_bucket.audit.id}", "acme-${random_pet.two.id}", finding.Pass, finding.Inconclusive},
		{`"${var.prefix}-audit"`, "${var.prefix}-audit", "acme-audit", finding.Pass, finding.Inconclusive},
		{`"${var.prefix}-audit"`, "${var.prefix}-audit", "${var.other}-audit", finding.Pass, finding.Inconclusive},
		{`upper(var.prefix)`, "${upper(var.prefix)}", "${upper(var.prefix)}", finding.Inconclusive, finding.Inconclusive},
		{`"${var.prefix}-audit"`, "acme-audit", "${var.prefix}-audit", finding.Inconclusive, finding.Pass},
		{`"${var.prefix}-audit"`, "${var.other}-audit", "${var.prefix}-audit", finding.Inconclusive, finding.Pass},
		{`"${var.prefix}-audit"`, "acme-*", "${var.prefix}-audit", finding.Inconclusive, finding.Pass},
		{`"${var.prefix}-audit"`, "acme-data", "acme-data", finding.Fail, finding.Fail},
	}
	holdsNames(t, tests, func(n calling) map[string]string {
		text := strings.NewReplacer("BUCKET", n.bucket, "OWN", n.own, "WRITES", n.role).Replace(source)
		return map[string]string{"main.tf": text, "pinelint.yaml": manifest}
	})
}

// TestBucketOfUnknownNameInATemplate is the same with what CloudFormation does not tell before it
// deploys.
func TestBucketOfUnknownNameInATemplate(t *testing.T) {
	const source = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters: {Prefix: {Type: String}, Other: {Type: String}}
Conditions: {Named: !Equals [!Ref Prefix, x]}
Resources:
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: NAME}}
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: [!Sub "arn:aws:s3:::OWN", !Sub "arn:aws:s3:::OWN/*"]
            Condition: {Bool: {aws:SecureTransport: "false"}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::713131977538:root"}, Action: "sts:AssumeRole"}]
      Policies:
        - PolicyName: write
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "s3:ListBucket", Resource: !Sub "arn:aws:s3:::WRITES"}
              - {Effect: Allow, Action: "s3:PutObject", Resource: !Sub "arn:aws:s3:::WRITES/*"}
`
	manifest := strings.NewReplacer("TOOL", "cloudformation", "ROLE", "Role", "BUCKET", "Bucket").Replace(auditOf)
	var tests []calling
	for _, name := range []string{"acme-${AWS::AccountId}", "${AWS::StackName}-audit", "x-${AWS::Region}", "${Prefix}"} {
		tests = append(tests, calling{`!Sub "` + name + `"`, name, name, finding.Pass, finding.Pass})
	}
	tests = append(tests,
		calling{`!Sub "${Prefix}-audit"`, "${Prefix}-audit", "${Other}-audit", finding.Pass, finding.Inconclusive},
		calling{`!If [Named, a, b]`, "${Bucket}", "a", finding.Pass, finding.Inconclusive},
		calling{`!Sub "${Prefix}-audit"`, "other", "other", finding.Fail, finding.Fail})
	holdsNames(t, tests, func(n calling) map[string]string {
		text := strings.NewReplacer("NAME", n.bucket, "OWN", n.own, "WRITES", n.role).Replace(source)
		return map[string]string{"stack.yaml": text, "pinelint.yaml": manifest}
	})
}
