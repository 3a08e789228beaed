package aws

import (
	"encoding/json"

	"github.com/pinelint/pinelint/pkg/collect"
)

// operation is a call that this package makes.
type operation struct {
	// service is the SDK's id of the service, name the operation's.
	service, name string
	// permission is the IAM action that allows it, empty where everyone may.
	permission string
	// resource is what a policy names for it.
	resource string
}

const (
	anything = "*"
	roles    = "arn:aws:iam::*:role/*"
	managed  = "arn:aws:iam::*:policy/*"
	keys     = "arn:aws:kms:*:*:key/*"
	zones    = "arn:aws:route53:::hostedzone/*"
	buckets  = "arn:aws:s3:::*"
	// objects are those of the audit logs alone; who copies the policy writes the bucket.
	objects = "arn:aws:s3:::AUDIT-LOG-BUCKET/*"
)

// operations are all calls that this package makes, by the name that AWS documents them
// under. Nothing else can be sent, and the documented policy is made of it. The permissions
// are those of the Service Authorization Reference.
func operations() map[string]operation {
	return map[string]operation{
		"sts:GetCallerIdentity": {"STS", "GetCallerIdentity", "", ""},

		"iam:GetAccountAuthorizationDetails": {
			"IAM", "GetAccountAuthorizationDetails", "iam:GetAccountAuthorizationDetails", anything,
		},
		"iam:GetRole":                  {"IAM", "GetRole", "iam:GetRole", roles},
		"iam:ListRolePolicies":         {"IAM", "ListRolePolicies", "iam:ListRolePolicies", roles},
		"iam:GetRolePolicy":            {"IAM", "GetRolePolicy", "iam:GetRolePolicy", roles},
		"iam:ListAttachedRolePolicies": {"IAM", "ListAttachedRolePolicies", "iam:ListAttachedRolePolicies", roles},
		"iam:GetPolicy":                {"IAM", "GetPolicy", "iam:GetPolicy", managed},
		"iam:GetPolicyVersion":         {"IAM", "GetPolicyVersion", "iam:GetPolicyVersion", managed},

		"kms:DescribeKey":          {"KMS", "DescribeKey", "kms:DescribeKey", keys},
		"kms:GetKeyPolicy":         {"KMS", "GetKeyPolicy", "kms:GetKeyPolicy", keys},
		"kms:GetKeyRotationStatus": {"KMS", "GetKeyRotationStatus", "kms:GetKeyRotationStatus", keys},
		"kms:ListAliases":          {"KMS", "ListAliases", "kms:ListAliases", anything},
		"kms:ListGrants":           {"KMS", "ListGrants", "kms:ListGrants", keys},
		"kms:ListResourceTags":     {"KMS", "ListResourceTags", "kms:ListResourceTags", keys},

		"ec2:DescribeVpcEndpoints":   {"EC2", "DescribeVpcEndpoints", "ec2:DescribeVpcEndpoints", anything},
		"ec2:DescribeVpcs":           {"EC2", "DescribeVpcs", "ec2:DescribeVpcs", anything},
		"ec2:DescribeVpcAttribute":   {"EC2", "DescribeVpcAttribute", "ec2:DescribeVpcAttribute", anything},
		"ec2:DescribeSubnets":        {"EC2", "DescribeSubnets", "ec2:DescribeSubnets", anything},
		"ec2:DescribeSecurityGroups": {"EC2", "DescribeSecurityGroups", "ec2:DescribeSecurityGroups", anything},

		"route53:ListHostedZones":        {"Route 53", "ListHostedZones", "route53:ListHostedZones", anything},
		"route53:GetHostedZone":          {"Route 53", "GetHostedZone", "route53:GetHostedZone", zones},
		"route53:ListResourceRecordSets": {"Route 53", "ListResourceRecordSets", "route53:ListResourceRecordSets", zones},

		"s3:GetBucketLocation":          {"S3", "GetBucketLocation", "s3:GetBucketLocation", buckets},
		"s3:GetBucketPolicy":            {"S3", "GetBucketPolicy", "s3:GetBucketPolicy", buckets},
		"s3:GetBucketPolicyStatus":      {"S3", "GetBucketPolicyStatus", "s3:GetBucketPolicyStatus", buckets},
		"s3:GetPublicAccessBlock":       {"S3", "GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock", buckets},
		"s3:GetBucketEncryption":        {"S3", "GetBucketEncryption", "s3:GetEncryptionConfiguration", buckets},
		"s3:GetBucketVersioning":        {"S3", "GetBucketVersioning", "s3:GetBucketVersioning", buckets},
		"s3:GetObjectLockConfiguration": {"S3", "GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration", buckets},
		"s3:GetBucketLifecycleConfiguration": {
			"S3", "GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", buckets,
		},
		"s3:GetBucketOwnershipControls": {"S3", "GetBucketOwnershipControls", "s3:GetBucketOwnershipControls", buckets},
		"s3:GetBucketAcl":               {"S3", "GetBucketAcl", "s3:GetBucketAcl", buckets},
		"s3:GetBucketTagging":           {"S3", "GetBucketTagging", "s3:GetBucketTagging", buckets},
		"s3:ListObjectsV2":              {"S3", "ListObjectsV2", "s3:ListBucket", buckets},
		"s3:GetObject":                  {"S3", "GetObject", "s3:GetObject", objects},

		"s3control:GetPublicAccessBlock": {"S3 Control", "GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock", anything},
	}
}

// permitted says whether an operation of a service is one that this package makes.
func permitted(service, name string) bool {
	for _, operation := range operations() {
		if operation.service == service && operation.name == name {
			return true
		}
	}
	return false
}

// grant is the statement of a policy that gives a permission, in one line.
func grant(permission string) string {
	all := operations()
	for _, call := range sortedKeys(all) {
		if operation := all[call]; operation.permission == permission {
			return Statement(permission, operation.resource)
		}
	}
	return ""
}

// Statement is one of a policy, in one line, that allows an action on a resource. No action has
// a character that JSON escapes; the name of a bucket is what somebody wrote.
func Statement(action, resource string) string {
	quoted, err := json.Marshal(resource)
	if err != nil {
		return ""
	}
	return `{"Effect": "Allow", "Action": "` + action + `", "Resource": ` + string(quoted) + `}`
}

// quote writes a name that AWS gave into a sentence.
func quote(name string) string { return collect.Quote(collect.Redact(name)) }
