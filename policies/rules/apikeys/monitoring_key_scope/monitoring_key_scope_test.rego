package policies.rules.apikeys.monitoring_key_scope_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.monitoring_key_scope as rule

test_fail_writes if {
	denied := rule.deny with input as _case(sample.whole("key", {"roles": ["ProjectEditor"]}))
	sample.messages(denied) == {concat(" ", [
		`API key "key" scrapes the metrics of "search" and can write by "ProjectEditor":`,
		"use a viewer's role",
	])}
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/roles"}}
}

test_success_reads if {
	denied := rule.deny with input as _case(sample.whole("key", {"roles": ["ProjectViewer"]}))
	denied == set()
}

test_success_no_key_named if {
	case := {"resources": {"pinecone_project": [sample.partial("search", {"monitoring": {"datadog": true}})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_roles if {
	denied := rule.deny with input as _case(sample.partial("key", {}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["search", "/monitoring/api_key"]}
}

test_success_unknown_key if {
	case := json.remove(_case(sample.whole("key", {})), ["/linked/key"])
	rule.deny == set() with input as case
	rule.applies == {"search"} with input as case
}

_case(key) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("search", {"monitoring": {"api_key": "key"}}),
		{"monitoring_key": ["key"]},
	)]},
	"linked": {"key": key},
}
