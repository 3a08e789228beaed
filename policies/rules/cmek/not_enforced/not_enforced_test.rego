package policies.rules.cmek.not_enforced_test

import data.policies.rules.cmek.not_enforced as rule

test_fail_off if {
	values := {"cmek": {"required": true}, "force_encryption_with_cmek": false}
	denied := rule.deny with input as _project(values, {})
	{finding.message | some finding in denied} == {
		`project "search" enforces no key and has to: set force_encryption_with_cmek to "true"`,
	}
}

test_fail_unset if {
	denied := rule.deny with input as _project({"cmek": {"required": true}}, {})
	{finding.pointer | some finding in denied} == {"/force_encryption_with_cmek"}
}

test_fail_data_class if {
	denied := rule.deny with input as _project({"data_classes": ["PII", "phi", "logs"]}, {})
		with data.settings.cmek_data_classes as ["pii", "PHI"]
	{finding.message | some finding in denied} == {concat("", [
		`project "search" enforces no key and has to for its data class "PII", "phi": `,
		`set force_encryption_with_cmek to "true"`,
	])}
}

test_fail_required_and_data_class if {
	values := {"data_classes": ["pii"], "cmek": {"required": true}}
	denied := rule.deny with input as _project(values, {}) with data.settings.cmek_data_classes as ["pii"]
	{finding.message | some finding in denied} == {
		`project "search" enforces no key and has to: set force_encryption_with_cmek to "true"`,
	}
}

test_success_data_class_excepted if {
	values := {"data_classes": ["pii"], "cmek": {"required": false}}
	rule.applies == set() with input as _project(values, {}) with data.settings.cmek_data_classes as ["pii"]
}

test_success_data_class_not_sensitive if {
	rule.applies == set() with input as _project({"data_classes": ["pii"]}, {})
	rule.applies == set() with input as _project({"data_classes": ["pii"]}, {})
		with data.settings.cmek_data_classes as ["phi"]
}

test_fail_exception_not_valid if {
	unknown := {"/cmek/required": {"reason": "it is not valid"}}
	denied := rule.deny with input as _project({"data_classes": ["pii"]}, unknown)
		with data.settings.cmek_data_classes as ["pii"]
	{finding.pointer | some finding in denied} == {"/force_encryption_with_cmek"}
}

test_success_enforced if {
	values := {"cmek": {"required": true}, "force_encryption_with_cmek": true}
	denied := rule.deny with input as _project(values, {})
	denied == set()
}

test_success_not_required if {
	rule.deny == set() with input as _project({"force_encryption_with_cmek": false}, {})
	rule.applies == set() with input as _project({"force_encryption_with_cmek": false}, {})
}

test_success_unknown_value if {
	unknown := {"/force_encryption_with_cmek": {"reason": "variable \"cmek\" has no default"}}
	rule.deny == set() with input as _project({"cmek": {"required": true}}, unknown)
	rule.applies == {"search"} with input as _project({"cmek": {"required": true}}, unknown)
}

_project(values, unknown) := {"resources": {"pinecone_project": [{
	"id": "search",
	"name": "search",
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
