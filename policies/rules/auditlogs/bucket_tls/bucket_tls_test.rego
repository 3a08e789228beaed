package policies.rules.auditlogs.bucket_tls_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.bucket_tls as rule

test_fail_no_policy if {
	denied := rule.deny with input as _bucket({}, {"s3:GetObject": "allowed", "s3:PutObject": "allowed"})
	sample.messages(denied) == {concat(" ", [
		`bucket "bucket" takes s3:GetObject, s3:PutObject over plain HTTP:`,
		`deny it where "aws:SecureTransport" is "false"`,
	])}
	{finding.absent | some finding in denied} == {["aws_s3_bucket_policy"]}
}

test_fail_policy_that_denies_in_part if {
	denied := rule.deny with input as _bucket(
		{"policy": {"Statement": []}},
		{"s3:GetObject": "explicitDeny", "s3:PutObject": "allowed"},
	)
	sample.places(denied) == {["bucket", "/policy"]}
	{finding.absent | some finding in denied} == set()
}

test_fail_left_out if {
	place := {"resource": "bucket", "pointer": "/policy", "clause": "x"}
	answer := {"kind": "named", "principal": "the reader", "action": "s3:GetObject", "effect": "allowed", "place": place}
	bucket := sample.audit_bucket({"policy": {"Statement": []}}, {"access": {"plain": [answer]}})
	denied := rule.deny with input as {"resources": {"aws_s3_bucket": [bucket]}}
	sample.messages(denied) == {concat(" ", [
		`bucket "bucket" takes s3:GetObject over plain HTTP from the reader:`,
		`deny it to everyone where "aws:SecureTransport" is "false"`,
	])}
}

test_success_denied if {
	case := _bucket({}, {"s3:GetObject": "explicitDeny", "s3:PutObject": "explicitDeny"})
	rule.deny == set() with input as case
	rule.applies == {"bucket"} with input as case
}

test_success_unknown if {
	denied := rule.deny with input as _bucket({}, {"s3:GetObject": "unknown"})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["bucket", "/policy/Statement/0"]}
}

test_success_unread if {
	denied := rule.deny with input as {"resources": {"aws_s3_bucket": [sample.audit_bucket({}, {"access": {}})]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["bucket", "/policy"]}
}

_bucket(values, effects) := {"resources": {"aws_s3_bucket": [sample.audit_bucket(values, {"access": {"plain": [answer |
	some action, effect in effects
	place := {"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "var.x"}
	answer := {"kind": "own_account", "action": action, "effect": effect, "place": place, "depends_on": [place]}
]}})]}}
