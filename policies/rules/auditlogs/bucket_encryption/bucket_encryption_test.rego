package policies.rules.auditlogs.bucket_encryption_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.bucket_encryption as rule

test_fail_disabled if {
	denied := rule.deny with input as _bucket(_key({"is_enabled": false}))
	sample.messages(denied) == {concat(" ", [
		`S3 cannot encrypt what is written to audit-log bucket "audit":`,
		`key "key" has is_enabled "false": use one with "true"`,
	])}
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/is_enabled"}}
}

test_fail_faults if {
	faults := [
		{"customer_master_key_spec": "RSA_2048"},
		{"key_usage": "SIGN_VERIFY"},
		{"region": "eu-west-1"},
		{"change": {"actions": ["delete"]}},
	]
	denied := {finding.place.pointer |
		some values in faults
		some finding in rule.deny with input as _bucket(_key(values))
	}
	denied == {"/customer_master_key_spec", "/key_usage", "/region", "/change/actions"}
}

test_success_usable_key if {
	case := _bucket(_key({"change": {"actions": ["delete", "create"]}}))
	rule.deny == set() with input as case
	rule.applies == {"audit"} with input as case
}

test_success_keys_of_s3 if {
	every encryption in [{}, {"sse_algorithm": "AES256"}, {"sse_algorithm": "aws:kms"}, {
		"sse_algorithm": "aws:kms",
		"kms_master_key_id": "arn:aws:kms:us-east-1:210987654321:alias/aws/s3",
	}] {
		case := {"resources": {"aws_s3_bucket": [_audit({"encryption": encryption}, {})]}}
		rule.deny == set() with input as case
		rule.applies == set() with input as case
	}
}

test_success_unknown_key if {
	rule.deny == set() with input as _bucket(sample.hidden(sample.whole("key", {}), ["/is_enabled"]))
	case := {"resources": {"aws_s3_bucket": [_audit(
		{"encryption": {
			"sse_algorithm": "aws:kms",
			"kms_master_key_id": "arn:aws:kms:us-east-1:210987654321:key/1",
		}},
		{},
	)]}}
	rule.deny == set() with input as case
	rule.applies == {"audit"} with input as case
}

# A bucket and its key are of one region, which S3 may refuse to tell.
test_success_unknown_region if {
	key := _key({"region": "us-east-1"})
	denied := rule.deny with input as json.patch(_bucket(key), [{
		"op": "add", "path": "/resources/aws_s3_bucket/0/unread", "value": {"/region": "s3:GetBucketLocation"},
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["audit", "/region"]}
}

_key(values) := sample.whole("key", object.union(
	{"is_enabled": true, "customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT"},
	values,
))

_bucket(key) := {
	"resources": {"aws_s3_bucket": [_audit(
		{"region": "us-east-1", "encryption": {"sse_algorithm": "aws:kms"}},
		{"kms_key": ["key"]},
	)]},
	"linked": {"key": key},
}

_audit(values, links) := object.union(sample.whole("audit", values), {"purposes": ["audit_logs"], "links": links})
