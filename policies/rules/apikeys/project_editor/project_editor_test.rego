package policies.rules.apikeys.project_editor_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.project_editor as rule

test_fail_editor if {
	denied := rule.deny with input as _key(sample.partial("key", {"roles": ["ProjectEditor"]}))
	sample.messages(denied) == {`API key "key" holds "ProjectEditor": give it the roles that its program needs`}
}

test_fail_unset if {
	denied := rule.deny with input as _key(sample.whole("key", {}))
	sample.messages(denied) == {concat(" ", [
		`API key "key" names no roles, so it gets "ProjectEditor":`,
		`name those that its program needs`,
	])}
}

test_success_narrow if {
	denied := rule.deny with input as _key(sample.whole("key", {"roles": ["DataPlaneViewer"]}))
	denied == set()
}

test_success_unknown_roles if {
	every key in [sample.partial("key", {}), sample.hidden(sample.whole("key", {}), ["/roles"])] {
		denied := rule.deny with input as _key(key)
		denied == set()
	}
}

_key(key) := {"resources": {"pinecone_api_key": [key]}}
