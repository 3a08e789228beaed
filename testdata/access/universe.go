//go:build unix

package main

import "strings"

// The accounts of all cases, and the callers in them.
const (
	owner  = "111122223333"
	vendor = "999988887777"
	third  = "444455556666"
)

const (
	roleARN   = "arn:aws:iam::" + owner + ":role/pinecone"
	keyARN    = "arn:aws:kms:us-east-1:" + owner + ":key/0b1a6a2e-5d53-4d1c-9a62-3f6a5a1f0c11"
	bucketARN = "arn:aws:s3:::audit-logs"
	external  = "6f9f1c1e-5a0b-4d0e-9a3c-0d5a2f1b7c11"
)

// callers have an account in the place of %.
var callers = []string{
	"arn:aws:iam::%:role/reader", "arn:aws:iam::%:role/reader", "arn:aws:iam::%:role/pinecone_cmek_access_us-east-1",
	"arn:aws:iam::%:role/team/a/reader", "arn:aws:sts::%:assumed-role/reader/one", "arn:aws:iam::%:user/alice",
	"arn:aws:iam::%:user/team/alice", "arn:aws:iam::%:root", "arn:aws:sts::%:federated-user/bob",
}

var services = []string{"ec2.amazonaws.com", "lambda.amazonaws.com"}

type kind int

const (
	text kind = iota
	arn
	boolean
	number
	date
	address
)

// key is a condition key that the simulator knows for a scenario's actions.
type key struct {
	name   string
	kind   kind
	many   bool
	values []string
	// only are the actions whose requests have it; none is all.
	only []string
}

// scenario is a kind of resource, with what can be asked of it.
type scenario struct {
	name      string
	actions   []string
	patterns  []string
	resources []string
	keys      []key
}

var global = []key{
	{name: "aws:PrincipalOrgID", kind: text, values: []string{"o-a1b2c3d4e5", "o-zzzzzzzzzz"}},
	{name: "aws:PrincipalTag/team", kind: text, values: []string{"search", "Search", "*", "s?arch", ""}},
	{name: "aws:RequestedRegion", kind: text, values: []string{"us-east-1", "eu-west-1"}},
	{name: "aws:SourceVpce", kind: text, values: []string{"vpce-0a1b2c3d", "vpce-0ffffff0"}},
	{
		name: "aws:SourceArn", kind: arn,
		values: []string{"arn:aws:s3:::logs", "arn:aws:lambda:us-east-1:" + owner + ":function:f"},
	},
	{name: "aws:SourceAccount", kind: text, values: []string{owner, vendor}},
	{name: "aws:SecureTransport", kind: boolean, values: []string{"true", "false"}},
	{name: "aws:MultiFactorAuthPresent", kind: boolean, values: []string{"true", "false"}},
	{name: "aws:MultiFactorAuthAge", kind: number, values: []string{"0", "300", "3600"}},
	{name: "aws:SourceIp", kind: address, values: []string{"203.0.113.7", "198.51.100.1", "2001:db8::7"}},
	{name: "aws:TokenIssueTime", kind: date, values: []string{"2026-01-02T03:04:05Z", "2025-12-31T23:59:59Z"}},
	{name: "aws:CurrentTime", kind: date, values: []string{"2026-06-01T12:00:00Z", "2026-06-02T00:00:00Z"}},
	{
		name: "aws:PrincipalOrgPaths", kind: text, many: true,
		values: []string{"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "o-zzzzzzzzzz/r-cd34/"},
	},
	{
		name: "aws:CalledVia", kind: text, many: true,
		values: []string{"athena.amazonaws.com", "cloudformation.amazonaws.com"},
	},
}

// derived are keys that no request has to give.
var derived = []key{
	{name: "aws:PrincipalArn", kind: arn},
	{name: "aws:PrincipalAccount", kind: text, values: []string{owner, vendor, third}},
	{
		name: "aws:PrincipalType", kind: text,
		values: []string{"AssumedRole", "User", "Account", "Anonymous", "FederatedUser"},
	},
	{name: "aws:username", kind: text, values: []string{"alice", "Alice", "al*"}},
	{name: "aws:PrincipalIsAWSService", kind: boolean, values: []string{"true", "false"}},
	{name: "aws:ResourceAccount", kind: text, values: []string{owner, vendor}},
}

var tags = []key{
	{name: "aws:TagKeys", kind: text, many: true, values: []string{"team", "Team", "cost", ""}},
	{name: "aws:RequestTag/team", kind: text, values: []string{"search", "ops"}},
}

var scenarios = []scenario{{
	name:    "trust",
	actions: []string{"sts:AssumeRole", "sts:AssumeRole", "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"},
	patterns: []string{
		"sts:AssumeRole", "sts:AssumeRole", "STS:assumerole", "sts:*", "*", "sts:Assume*", "sts:AssumeRol?",
		"sts:TagSession", "sts:SetSourceIdentity", "s3:*",
	},
	resources: []string{roleARN},
	keys: join(global, derived, tags, []key{
		{
			name: "sts:ExternalId", kind: text,
			values: []string{external, strings.ToUpper(external), "", "*", "prod"},
			only:   []string{"sts:AssumeRole"},
		},
		{name: "sts:ExternalId", kind: text, values: []string{external, "another"}, only: []string{"sts:AssumeRole"}},
		{name: "sts:RoleSessionName", kind: text, values: []string{"one", "alice"}, only: []string{"sts:AssumeRole"}},
		{
			name: "sts:SourceIdentity", kind: text,
			values: []string{"alice", "bob"},
			only:   []string{"sts:AssumeRole", "sts:SetSourceIdentity"},
		},
		{
			name: "sts:TransitiveTagKeys", kind: text, many: true,
			values: []string{"team", "cost"},
			only:   []string{"sts:AssumeRole", "sts:TagSession"},
		},
	}),
}, {
	name: "key",
	actions: []string{
		"kms:Decrypt", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey",
	},
	patterns: []string{
		"kms:Decrypt", "kms:decrypt", "kms:*", "*", "kms:GenerateDataKey*", "kms:Describe*", "kms:CreateGrant",
		"kms:?ncrypt", "kms:Encrypt", "s3:*",
	},
	resources: []string{keyARN},
	keys: join(global, derived, []key{
		{name: "kms:CallerAccount", kind: text, values: []string{owner, vendor}},
		{
			name: "kms:ViaService", kind: text,
			values: []string{"s3.us-east-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"},
		},
		{
			name: "kms:EncryptionContextKeys", kind: text, many: true,
			values: []string{"tenant", "Tenant"},
			only:   []string{"kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"},
		},
		{
			name: "kms:GrantIsForAWSResource", kind: boolean,
			values: []string{"true", "false"},
			only:   []string{"kms:CreateGrant"},
		},
		{
			name: "kms:GrantOperations", kind: text, many: true,
			values: []string{"Decrypt", "Encrypt", "CreateGrant"},
			only:   []string{"kms:CreateGrant"},
		},
	}),
}, {
	name:    "bucket",
	actions: []string{"s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:GetBucketPolicy"},
	patterns: []string{
		"s3:GetObject", "s3:PutObject", "S3:getobject", "s3:*", "*", "s3:Get*", "s3:*Object", "s3:ListBucket",
		"s3:??tObject", "kms:*",
	},
	resources: []string{bucketARN, bucketARN + "/2026/01.json", bucketARN + "/alice/a", bucketARN + "/*"},
	keys: join(global, derived, []key{
		{name: "s3:prefix", kind: text, values: []string{"2026/", "alice/", ""}, only: []string{"s3:ListBucket"}},
		{name: "s3:max-keys", kind: number, values: []string{"10", "100", "1000"}, only: []string{"s3:ListBucket"}},
		{
			name: "s3:x-amz-acl", kind: text,
			values: []string{"bucket-owner-full-control", "public-read"},
			only:   []string{"s3:PutObject"},
		},
		{
			name: "s3:x-amz-server-side-encryption", kind: text,
			values: []string{"aws:kms", "AES256"},
			only:   []string{"s3:PutObject"},
		},
		{name: "s3:signatureAge", kind: number, values: []string{"0", "600000"}},
	}),
}}

func join(lists ...[]key) []key {
	var all []key
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}
