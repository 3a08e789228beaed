package policies.rules.cmek.key_origin_test

import data.policies.rules.cmek.key_origin as rule

test_fail_other_origin if {
	denied := rule.deny with input as _key({"origin": "EXTERNAL"}, {})
	{finding.message | some finding in denied} == {
		`key "main" has material of the origin "EXTERNAL": use a key of the origin "AWS_KMS"`,
	}
}

test_fail_own_store if {
	denied := rule.deny with input as _key({"origin": "AWS_KMS", "custom_key_store_id": "cks-1234567890abcdef0"}, {})
	{finding.pointer | some finding in denied} == {"/custom_key_store_id"}
}

test_fail_imported if {
	denied := rule.deny with input as _imported
	{finding.resource | some finding in denied} == {"aws_kms_external_key.main"}
	rule.applies == {"aws_kms_external_key.main"} with input as _imported
}

test_applies_to_keys_that_pinecone_uses if {
	rule.applies == {"aws_kms_key.main"} with input as _key({"origin": "AWS_KMS"}, {})
}

test_success_kms if {
	denied := rule.deny with input as _key({"origin": "AWS_KMS"}, {})
	denied == set()
}

test_success_unknown_origin if {
	denied := rule.deny with input as _key({}, {"/origin": {"reason": "known after apply"}})
	denied == set()
}

_imported := {"resources": {"aws_kms_external_key": [
	{
		"id": "aws_kms_external_key.main",
		"name": "main",
		"purposes": ["cmek"],
		"complete": true,
		"values": {"enabled": true},
	},
	{"id": "aws_kms_external_key.other", "name": "other", "complete": true, "values": {}},
]}}

_key(values, unknown) := {"resources": {"aws_kms_key": [{
	"id": "aws_kms_key.main",
	"name": "main",
	"purposes": ["cmek"],
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
