package policies.rules.auditlogs.role_arn_malformed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.role_arn_malformed as rule

test_fail_others if {
	denied := {value |
		some value in _others
		rule.deny != set() with input as _organization({"enabled": true, "role": value})
	}
	denied == _others
}

test_fail_says_what_is_right if {
	denied := rule.deny with input as _organization({"role": "pinecone-audit"})
	sample.places(denied) == {["acme", "/audit_logs/role"]}
	sample.messages(denied) == {concat(" ", [
		`role "pinecone-audit" for audit logs is not an IAM role:`,
		`write "arn:aws:iam::<12 digits>:role/<name>"`,
	])}
}

test_success_arn_and_address if {
	rule.deny == set() with input as _organization({"enabled": true, "role": "arn:aws:iam::210987654321:role/audit"})
	rule.deny == set() with input as _organization({"enabled": true, "role": "terraform:aws_iam_role.audit"})
}

test_success_unknown_role if {
	case := _organization({"enabled": true})
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_applies_only_where_there_is_an_export if {
	rule.applies == set() with input as _organization({"enabled": false})
	rule.applies == set() with input as _organization({})
}

_others := {
	"pinecone-audit",
	"arn:aws:iam::XXXXXXXXXXXX:role/audit",
	"arn:aws:iam::210987654321:user/audit",
	"arn:aws:s3:::acme-audit",
}

_organization(export) := {"resources": {"pinecone_organization": [sample.partial("acme", {"audit_logs": export})]}}
