package policies.rules.apikeys.role_unknown_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.role_unknown as rule

test_fail_misspelt_and_not_for_keys if {
	denied := rule.deny with input as _key({"roles": ["DataPlaneViewer", "DataPlaneReader", "ProjectOwner"]})
	sample.places(denied) == {["key", "/roles/1"], ["key", "/roles/2"]}
}

test_fail_message if {
	denied := rule.deny with input as _key({"roles": ["Reader"]})
	sample.messages(denied) == {concat(" ", [
		`API key "key" names role "Reader": use "ControlPlaneEditor", "ControlPlaneViewer",`,
		`"DataPlaneEditor", "DataPlaneViewer", "ProjectEditor", "ProjectViewer"`,
	])}
}

test_success_roles_of_keys if {
	denied := rule.deny with input as _key({"roles": [
		"ProjectEditor",
		"ProjectViewer",
		"ControlPlaneEditor",
		"ControlPlaneViewer",
		"DataPlaneEditor",
		"DataPlaneViewer",
	]})
	denied == set()
}

test_success_unknown_role if {
	denied := rule.deny with input as _key({"roles": [null]})
	denied == set()
}

test_success_unknown_to_us_and_held if {
	key := sample.shown(sample.whole("key", {"roles": ["DataPlaneViewer", "Reader"]}))
	denied := rule.deny with input as {"resources": {"pinecone_api_key": [key]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["key", "/roles/1"]}
}

_key(values) := {"resources": {"pinecone_api_key": [sample.partial("key", values)]}}
