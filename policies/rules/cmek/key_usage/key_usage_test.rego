package policies.rules.cmek.key_usage_test

import data.policies.rules.cmek.key_usage as rule

test_fail_other if {
	denied := rule.deny with input as _key({"key_usage": "SIGN_VERIFY"}, {})
	{finding.pointer | some finding in denied} == {"/key_usage"}
	{finding.message | some finding in denied} == {
		`key "main" has the usage "SIGN_VERIFY", which allows no encryption: use "ENCRYPT_DECRYPT"`,
	}
}

test_success_right if {
	denied := rule.deny with input as _key({"key_usage": "ENCRYPT_DECRYPT"}, {})
	denied == set()
}

test_success_unknown_value if {
	denied := rule.deny with input as _key({}, {"/key_usage": {"reason": "known after apply"}})
	denied == set()
}

test_applies_to_keys_that_pinecone_uses if {
	rule.applies == {"aws_kms_key.main"} with input as _key({}, {})
	rule.applies == set() with input as {"resources": {"aws_kms_key": [{
		"id": "aws_kms_key.other",
		"name": "other",
		"complete": true,
		"values": {"key_usage": "SIGN_VERIFY"},
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
