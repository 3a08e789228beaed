package policies.rules.apikeys.unowned_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.unowned as rule

test_fail_nobodys if {
	denied := rule.deny with input as _key(sample.whole("key", {"name": "key"}))
	sample.messages(denied) == {concat(" ", [
		`API key "key" is used by no workload of the manifest:`,
		"name the one that uses it, or delete the key",
	])}
	sample.places(denied) == {["key", ""]}
	{finding.absent | some finding in denied} == {["pinecone_workload"]}
}

test_success_claimed if {
	every links in [{"workloads": ["api"]}, {"monitors": ["search"]}] {
		denied := rule.deny with input as _key(sample.linked(sample.whole("key", {"name": "key"}), links))
		denied == set()
	}
}

test_success_unknown_name if {
	denied := rule.deny with input as _key(sample.hidden(sample.whole("key", {}), ["/name"]))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", "/name"]}
}

test_success_unknown_project if {
	key := sample.linked(sample.whole("key", {"name": "key"}), {"project": ["project"]})
	denied := rule.deny with input as {
		"resources": {"pinecone_api_key": [key]},
		"linked": {"project": sample.hidden(sample.whole("project", {}), ["/name"])},
	}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", ""]}
}

test_success_unknown_keys if {
	denied := rule.deny with input as {"resources": {"pinecone_project": [sample.refused(
		"search",
		"/usage/api_key_count",
	)]}}
	sample.undecided(denied) == {["search", "/usage/api_key_count"]}
}

_key(key) := {
	"resources": {"pinecone_api_key": [key]},
	"linked": {"api": sample.partial("api", {}), "search": sample.partial("search", {})},
}
