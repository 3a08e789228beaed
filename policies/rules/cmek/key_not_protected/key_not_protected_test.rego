package policies.rules.cmek.key_not_protected_test

import data.policies.rules.cmek.key_not_protected as rule

test_fail_unguarded if {
	denied := rule.deny with input as _key({"deletion_window_in_days": 30}, {}, "terraform infra")
	{finding.pointer | some finding in denied} == {"/lifecycle/prevent_destroy"}
}

test_fail_short_window if {
	values := {"deletion_window_in_days": 7, "lifecycle": {"prevent_destroy": true}}
	denied := rule.deny with input as _key(values, {}, "terraform infra")
	{finding.message | some finding in denied} == {`key "main" is gone "7" days after it is deleted: wait "30" days`}
}

test_fail_short_window_in_plan if {
	planned := _key({"deletion_window_in_days": 7}, {}, "plan plan.json")
	{finding.pointer | some finding in rule.deny} == {"/deletion_window_in_days"} with input as planned
	rule.applies == {"aws_kms_key.main"} with input as planned
}

test_applies_to_what_terraform_declares if {
	rule.applies == {"aws_kms_key.main"} with input as _key({"deletion_window_in_days": 30}, {}, "terraform infra")
}

test_success_guarded if {
	values := {"deletion_window_in_days": 30, "lifecycle": {"prevent_destroy": true}}
	denied := rule.deny with input as _key(values, {}, "terraform infra")
	denied == set()
}

test_success_unknown_window if {
	values := {"lifecycle": {"prevent_destroy": true}}
	unknown := {"/deletion_window_in_days": {"reason": "variable \"window\" has no default"}}
	denied := rule.deny with input as _key(values, unknown, "terraform infra")
	denied == set()
}

test_applies_to_a_planned_key_whose_window_is_unknown if {
	planned := _key({}, {"/deletion_window_in_days": {"reason": "known after apply"}}, "plan plan.json")
	rule.applies == {"aws_kms_key.main"} with input as planned
}

test_success_unknown_lifecycle_in_plan if {
	planned := _key({"deletion_window_in_days": 30}, {}, "plan plan.json")
	rule.deny == set() with input as planned
	rule.applies == set() with input as planned
}

_key(values, unknown, source) := {"resources": {"aws_kms_key": [{
	"id": "aws_kms_key.main",
	"name": "main",
	"purposes": ["cmek"],
	"complete": true,
	"values": values,
	"unknown": unknown,
	"observations": [{"source": source, "address": "aws_kms_key.main", "complete": true, "values": values}],
}]}}
