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

_project(fields) := {"resources": {"pinecone_project": [object.union(
	{"id": "search", "name": "search", "values": {"name": "search"}},
	fields,
)]}}
