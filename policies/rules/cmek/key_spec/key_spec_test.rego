package policies.rules.cmek.key_spec_test

import data.policies.rules.cmek.key_spec as rule

test_fail_other if {
	denied := rule.deny with input as _key({"customer_master_key_spec": "RSA_2048"}, {})
	{finding.pointer | some finding in denied} == {"/customer_master_key_spec"}
	{finding.message | some finding in denied} == {
		`key "main" has the spec "RSA_2048", which Pinecone cannot encrypt with: use "SYMMETRIC_DEFAULT"`,
	}
}

test_success_right if {
	denied := rule.deny with input as _key({"customer_master_key_spec": "SYMMETRIC_DEFAULT"}, {})
	denied == set()
}

test_success_unknown_value if {
	denied := rule.deny with input as _key({}, {"/customer_master_key_spec": {"reason": "known after apply"}})
	denied == set()
}

test_applies_to_keys_that_pinecone_uses if {
	rule.applies == {"aws_kms_key.main"} with input as _key({}, {})
	rule.applies == set() with input as {"resources": {"aws_kms_key": [{
		"id": "aws_kms_key.other",
		"name": "other",
		"complete": true,
		"values": {"customer_master_key_spec": "RSA_2048"},
	}]}}
}

_key(values, unknown) := {"resources": {"aws_kms_key": [{
	"id": "aws_kms_key.main",
	"name": "main",
	"purposes": ["cmek"],
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
