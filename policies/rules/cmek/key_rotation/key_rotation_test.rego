package policies.rules.cmek.key_rotation_test

import data.policies.rules.cmek.key_rotation as rule

test_fail_other if {
	denied := rule.deny with input as _key({"enable_key_rotation": false}, {})
	{finding.pointer | some finding in denied} == {"/enable_key_rotation"}
	{finding.message | some finding in denied} == {`key "main" is never rotated: set enable_key_rotation to "true"`}
}

test_fail_patched if {
	patches := {finding.patch | some finding in rule.deny} with input as _key({"enable_key_rotation": false}, {})
	patches == {[{"op": "set", "path": "/enable_key_rotation", "value": true}]}
}

test_success_asymmetric if {
	every spec in {"RSA_2048", "ECC_NIST_P256", "HMAC_256"} {
		rule.deny == set() with input as _key({"customer_master_key_spec": spec}, {})
		rule.applies == set() with input as _key({"customer_master_key_spec": spec}, {})
	}
}

test_inconclusive_where_kms_may_be_unable_to if {
	key := _key({"enable_key_rotation": false}, {"/customer_master_key_spec": {"reason": "known after apply"}})
	rule.applies == {"aws_kms_key.main"} with input as key
	denied := rule.deny with input as key
	{[finding.undecided, finding.pointer] | some finding in denied} == {[true, "/customer_master_key_spec"]}
}

test_success_rotated_whatever_it_is if {
	key := _key({"enable_key_rotation": true}, {"/customer_master_key_spec": {"reason": "known after apply"}})
	rule.deny == set() with input as key
}

test_success_custom_key_store if {
	rule.deny == set() with input as _key({"custom_key_store_id": "cks-1234567890abcdef0"}, {})
	rule.applies == set() with input as _key({"custom_key_store_id": "cks-1234567890abcdef0"}, {})
}

test_success_right if {
	denied := rule.deny with input as _key({"enable_key_rotation": true}, {})
	denied == set()
}

test_success_unknown_value if {
	denied := rule.deny with input as _key({}, {"/enable_key_rotation": {"reason": "known after apply"}})
	denied == set()
}

test_applies_to_keys_that_pinecone_uses if {
	rule.applies == {"aws_kms_key.main"} with input as _key({}, {})
	rule.applies == set() with input as {"resources": {"aws_kms_key": [{
		"id": "aws_kms_key.other",
		"name": "other",
		"complete": true,
		"values": {"enable_key_rotation": false},
	}]}}
}

test_fail_unset if {
	denied := rule.deny with input as _key({}, {})
	{finding.resource | some finding in denied} == {"aws_kms_key.main"}
}

test_success_brought if {
	rule.deny == set() with input as _key({"origin": "EXTERNAL"}, {})
	rule.applies == set() with input as _key({"origin": "EXTERNAL"}, {})
}

_key(values, unknown) := {"resources": {"aws_kms_key": [{
	"id": "aws_kms_key.main",
	"name": "main",
	"purposes": ["cmek"],
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
