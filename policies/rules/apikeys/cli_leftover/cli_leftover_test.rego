package policies.rules.apikeys.cli_leftover_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.cli_leftover as rule

test_fail_editor if {
	denied := rule.deny with input as _named("pinecone-cli-x1y2z3", "ProjectEditor")
	sample.messages(denied) == {concat(" ", [
		`API key "pinecone-cli-x1y2z3" was made by Pinecone's command line and is "ProjectEditor":`,
		"delete it",
	])}
	sample.places(denied) == {["key", "/name"]}
}

test_success_other_names if {
	every name in ["my-pinecone-cli-key", "pinecone", "deploy"] {
		denied := rule.deny with input as _named(name, "ProjectEditor")
		denied == set()
	}
}

test_success_lesser_role if {
	denied := rule.deny with input as _named("pinecone-cli-a1b2c3", "ProjectViewer")
	denied == set()
}

test_success_unknown_roles if {
	denied := rule.deny with input as _key(sample.partial("key", {"name": "pinecone-cli-a1b2c3"}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", "/roles"]}
}

test_success_unknown_name if {
	named := sample.whole("key", {"roles": ["ProjectEditor"]})
	denied := rule.deny with input as _key(sample.hidden(named, ["/name"]))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", "/name"]}
	lesser := sample.hidden(sample.whole("key", {"roles": ["DataPlaneViewer"]}), ["/name"])
	rule.deny == set() with input as _key(lesser)
}

test_success_unknown_keys if {
	denied := rule.deny with input as {"resources": {"pinecone_project": [sample.refused(
		"search",
		"/usage/api_key_count",
	)]}}
	sample.undecided(denied) == {["search", "/usage/api_key_count"]}
}

_named(name, role) := _key(sample.whole("key", {"name": name, "roles": [role]}))

_key(key) := {"resources": {"pinecone_api_key": [key]}}
