package policies.rules.auditlogs.bucket_public_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.bucket_public as rule

_shut := {
	"block_public_acls": true, "block_public_policy": true,
	"ignore_public_acls": true, "restrict_public_buckets": true,
}

test_fail_settings_that_are_off if {
	half := object.union(_shut, {"block_public_policy": false, "restrict_public_buckets": false})
	denied := rule.deny with input as _bucket({"public_access_block": half}, {})
	sample.places(denied) == {["bucket", "/public_access_block/block_public_policy"]}
	sample.messages(denied) == {concat(" ", [
		`bucket "bucket" does not block public access: block_public_policy, restrict_public_buckets off;`,
		"set all four to true",
	])}
	{operation.path | some finding in denied; some operation in finding.patch} == {
		"/public_access_block/block_public_policy",
		"/public_access_block/restrict_public_buckets",
	}
}

test_fail_public_policy if {
	access := {
		"public": [{"resource": "bucket", "pointer": "/policy/Statement/0"}],
		"others": [{
			"kind": "anonymous", "action": "s3:GetObject", "effect": "allowed",
			"place": {"resource": "bucket", "pointer": "/policy/Statement/0/Principal"},
		}],
	}
	denied := rule.deny with input as _bucket({"public_access_block": _shut}, access)
	sample.messages(denied) == {`the policy of bucket "bucket" lets in anyone, who can s3:GetObject: name who may come`}
	sample.places(denied) == {["bucket", "/policy/Statement/0"]}
}

test_fail_public_policy_that_is_restricted if {
	access := {"public": [{"resource": "bucket", "pointer": "/policy/Statement/0"}]}
	denied := rule.deny with input as _bucket({"public_access_block": _shut}, access)
	sample.messages(denied) == {`the policy of bucket "bucket" lets in anyone: name who may come`}
}

test_fail_another_account if {
	place := {"resource": "bucket", "pointer": "/policy/Statement/0/Principal/AWS", "clause": "the policy names it"}
	more := {"place": place}
	stranger := "arn:aws:iam::555566667777:root"
	reading := sample.reaches("named", stranger, "s3:GetObject", "allowed", more)
	writing := sample.reaches("named", stranger, "s3:PutObject", "allowed", more)
	denied := rule.deny with input as _bucket({"public_access_block": _shut}, {"others": [reading, writing]})
	sample.messages(denied) == {concat(" ", [
		`the policy of bucket "bucket" lets in every identity of account 555566667777,`,
		"who can s3:GetObject, s3:PutObject: let in none but your own accounts",
	])}
	sample.places(denied) == {["bucket", "/policy/Statement/0/Principal/AWS"]}
	{finding.severity | some finding in denied} == {"critical"}
	read := rule.deny with input as _bucket({"public_access_block": _shut}, {"others": [reading]})
	{finding.severity | some finding in read} == {"high"}
}

test_success_service if {
	service := sample.reaches("service", "logging.s3.amazonaws.com", "s3:PutObject", "allowed", {})
	rule.deny == set() with input as _bucket({"public_access_block": _shut}, {"others": [service]})
}

test_success_unknown_account if {
	more := {"depends_on": [{"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "whose it is"}]}
	stranger := sample.reaches("named", "arn:aws:iam::555566667777:root", "s3:GetObject", "unknown", more)
	denied := rule.deny with input as _bucket({"public_access_block": _shut}, {"others": [stranger]})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["bucket", "/policy/Statement/0"]}
}

test_fail_acl if {
	denied := rule.deny with input as _bucket({"public_access_block": _shut, "acl": "public-read"}, {})
	sample.messages(denied) == {`bucket "bucket" has the ACL "public-read": make it "private"`}
}

test_success_shut if {
	case := _bucket({"public_access_block": _shut, "acl": "private"}, {})
	rule.deny == set() with input as case
	rule.applies == {"bucket"} with input as case
}

test_success_acl_that_does_not_count if {
	values := {"public_access_block": _shut, "acl": "public-read", "ownership": "BucketOwnerEnforced"}
	rule.deny == set() with input as _bucket(values, {})
}

test_success_account_blocks if {
	rule.deny == set() with input as _bucket({"account_public_access_block": _shut}, {})
	half := object.union(_shut, {"block_public_policy": false})
	rule.deny == set() with input as _bucket({"public_access_block": half, "account_public_access_block": _shut}, {})
}

test_success_unknown_block if {
	denied := rule.deny with input as _bucket({}, {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["bucket", "/public_access_block"]}
}

test_success_unknown_policy if {
	access := {"public_unknown": [{"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "var.x"}]}
	denied := rule.deny with input as _bucket({"public_access_block": _shut}, access)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["bucket", "/policy/Statement/0"]}
}

test_success_unknown_acl if {
	half := object.remove(_shut, ["ignore_public_acls"])
	bucket := sample.hidden(
		sample.audit_bucket({"public_access_block": half}, {}),
		["/acl", "/public_access_block/ignore_public_acls"],
	)
	denied := rule.deny with input as {"resources": {"aws_s3_bucket": [bucket]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["bucket", "/acl"]}
}

_bucket(values, access) := {"resources": {"aws_s3_bucket": [sample.audit_bucket(values, {"access": access})]}}
