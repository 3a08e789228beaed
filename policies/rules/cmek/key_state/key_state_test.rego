package policies.rules.cmek.key_state_test

import data.policies.rules.cmek.key_state as rule

test_fail_disabled if {
	denied := rule.deny with input as _key({"is_enabled": false}, {})
	{finding.pointer | some finding in denied} == {"/is_enabled"}
}

test_fail_once_for_a_key_that_is_disabled_already if {
	denied := rule.deny with input as _key({"is_enabled": false, "key_state": "Disabled"}, {})
	{finding.pointer | some finding in denied} == {"/key_state"}
}

test_fail_states if {
	denied := {state |
		some state in ["PendingDeletion", "PendingReplicaDeletion", "PendingImport", "Unavailable", "Enabled", "Updating"]
		rule.deny != set() with input as _key({"is_enabled": true, "key_state": state}, {})
	}
	denied == {"PendingDeletion", "PendingReplicaDeletion", "PendingImport", "Unavailable"}
}

test_applies_to_keys_that_pinecone_uses if rule.applies == {"aws_kms_key.main"} with input as _key({}, {})

test_success_enabled if {
	denied := rule.deny with input as _key({"is_enabled": true, "key_state": "Enabled"}, {})
	denied == set()
}

test_success_unknown_word if {
	denied := rule.deny with input as _key({"is_enabled": true, "key_state": "Resting"}, {})
	{finding.pointer | some finding in denied; finding.undecided} == {"/key_state"}
	count(denied) == 1
}

test_success_unknown_state if {
	denied := rule.deny with input as _key({}, {"/is_enabled": {"reason": "variable \"enabled\" has no default"}})
	denied == set()
}

_key(values, unknown) := {"resources": {"aws_kms_key": [{
	"id": "aws_kms_key.main",
	"name": "main",
	"purposes": ["cmek"],
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
