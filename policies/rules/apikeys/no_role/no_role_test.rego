package policies.rules.apikeys.no_role_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.no_role as rule

test_fail_empty if {
	denied := rule.deny with input as _key({"roles": []})
	sample.messages(denied) == {
		`API key "key" has no role, which permits nothing: give it the roles that its program needs`,
	}
}

test_fail_none_and_none if {
	denied := rule.deny with input as _key({"roles": ["None", "none"]})
	sample.messages(denied) == {concat(" ", [
		`API key "key" has "None", "none", which permits nothing:`,
		"give it the roles that its program needs",
	])}
}

test_fail_member if {
	denied := rule.deny with input as _key({"roles": ["ProjectMember"]})
	sample.places(denied) == {["key", "/roles"]}
}

test_success_some if {
	every roles in [["DataPlaneViewer"], ["None", "ControlPlaneViewer"], ["SomethingNew"]] {
		denied := rule.deny with input as _key({"roles": roles})
		denied == set()
	}
}

test_success_unset_is_editor if {
	denied := rule.deny with input as {"resources": {"pinecone_api_key": [sample.whole("key", {})]}}
	denied == set()
}

test_success_unknown_role if {
	every values in [{}, {"roles": [null]}, {"roles": ["None", null]}] {
		denied := rule.deny with input as _key(values)
		denied == set()
	}
}

_key(values) := {"resources": {"pinecone_api_key": [sample.partial("key", values)]}}
