package policies.rules.projects.mixed_environments_test

import data.policies.rules.projects.mixed_environments as rule

test_fail_other_than_declared if {
	denied := rule.deny with input as _snapshot("production", {"environment": "dev"}, {})
	{finding.message | some finding in denied} == {
		`project "search" holds "development, production": keep production in a project of its own`,
	}
	{[place.resource, place.pointer] | some finding in denied; some place in finding.related} == {
		["search/products", "/tags/environment"],
	}
}

test_fail_production_in_sandbox if {
	denied := rule.deny with input as _snapshot("development", {"env": "prod"}, {})
	{finding.pointer | some finding in denied} == {"/environment"}
}

test_fail_beside_production if {
	denied := rule.deny with input as _snapshot("", {"environment": "staging"}, {"environment": "production"})
	{finding.resource | some finding in denied} == {"search"}
}

test_fail_words_of_others if {
	every word in ["nonprod", "non-production", "uat", "sit", "perf", "acceptance", "demo", "dev-anna"] {
		denied := rule.deny with input as _snapshot("production", {"environment": word}, {})
		{object.get(finding, "undecided", false) | some finding in denied} == {false}
	}
}

test_success_unknown_word if {
	denied := rule.deny with input as _snapshot("", {"environment": "blue"}, {"environment": "prod"})
	{finding.message | some finding in denied; finding.undecided} == {
		`"search" has indexes of production, and of "blue", which is no word that is known`,
	}
	{place.resource | some finding in denied; some place in finding.related} == {"search/products"}
	rule.deny == set() with input as _snapshot("", {"environment": "blue"}, {"environment": "dev"})
}

test_success_unknown_tag if {
	snapshot := _snapshot("production", {"environment": "prod"}, {})
	hidden := object.union(snapshot, {"linked": {"search/products": {"unknown": {"/tags/workspace": {"reason": "x"}}}}})
	rule.deny == set() with input as hidden
	untold := object.union(snapshot, {"linked": {"search/articles": {"unknown": {"/tags/env": {"reason": "x"}}}}})
	denied := rule.deny with input as untold
	{finding.message | some finding in denied; finding.undecided} == {`nothing tells "/tags/env" of index "articles"`}
}

test_success_same if {
	denied := rule.deny with input as _snapshot("production", {"environment": "prod"}, {"environment": "production"})
	denied == set()
}

test_success_no_production if {
	rule.deny == set() with input as _snapshot("", {"environment": "staging"}, {"environment": "dev"})
	rule.deny == set() with input as _snapshot("staging", {"environment": "dev"}, {})
}

test_success_unknown_tags if {
	rule.deny == set() with input as _snapshot("production", {}, {})
	rule.applies == {"search"} with input as _snapshot("production", {}, {})
}

test_success_unknown_indexes if {
	denied := rule.deny with input as {"resources": {"pinecone_project": [object.union(
		{"id": "search", "name": "search", "complete": false, "values": {}, "unread": {"/usage/index_count": "x"}},
		{"observations": [{"source": "pinecone project search indexes", "address": "s", "complete": false}]},
	)]}}
	{finding.undecided | some finding in denied} == {true}
}

test_success_no_indexes if {
	snapshot := {"resources": {"pinecone_project": [{"id": "search", "name": "search", "values": {}}]}}
	rule.deny == set() with input as snapshot
	rule.applies == set() with input as snapshot
}

_snapshot(environment, tags, sibling_tags) := {
	"resources": {"pinecone_project": [{
		"id": "search",
		"name": "search",
		"environment": environment,
		"values": {"name": "search"},
		"links": {"indexes": ["search/articles", "search/products"]},
	}]},
	"linked": {
		"search/products": _index("products", tags),
		"search/articles": _index("articles", sibling_tags),
	},
}

_index(name, tags) := {
	"id": $"search/{name}",
	"name": name,
	"complete": true,
	"values": {"tags": tags},
	"links": {"project": ["search"]},
}
