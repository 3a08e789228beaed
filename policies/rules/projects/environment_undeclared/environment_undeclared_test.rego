package policies.rules.projects.environment_undeclared_test

import data.policies.rules.projects.environment_undeclared as rule

test_fail_none if {
	denied := rule.deny with input as _project({})
	{finding.message | some finding in denied} == {
		`project "search" has no environment, so it is judged as "production": declare one`,
	}
}

test_fail_empty if {
	denied := rule.deny with input as _project({"environment": ""})
	{finding.pointer | some finding in denied} == {"/environment"}
}

test_success_declared if {
	denied := rule.deny with input as _project({"environment": "production"})
	denied == set()
}

test_success_unknown_other_facts if {
	project := {"environment": "staging", "complete": false, "unknown": {"/environment": {"reason": "known after apply"}}}
	denied := rule.deny with input as _project(project)
	denied == set()
}

test_success_unknown_environment_is_undecided if {
	hidden := {"/environment": {"reason": "the manifest's value is not valid"}}
	denied := rule.deny with input as _project({"unknown": hidden})
	{[finding.pointer, finding.undecided] | some finding in denied} == {["/environment", true]}
}

test_undecided_which_project if {
	unnamed := {
		"id": "unnamed", "name": "pinecone_project.this",
		"values": {}, "unknown": {"/name": {"reason": "known after apply"}},
	}
	declared := {
		"id": "search", "name": "search", "environment": "staging",
		"values": {}, "observations": [{"source": "manifest pinelint.yaml"}],
	}
	denied := rule.deny with input as {"resources": {"pinecone_project": [unnamed, declared]}}
	{[finding.message, finding.undecided] | some finding in denied} == {[
		`which project of the manifest "pinecone_project.this" is, and so its environment, is not known`,
		true,
	]}
}

_project(fields) := {"resources": {"pinecone_project": [object.union(
	{"id": "search", "name": "search", "values": {"name": "search"}},
	fields,
)]}}
