package policies.rules.apikeys.control_and_data_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.control_and_data as rule

test_fail_both if {
	denied := rule.deny with input as _key({"roles": ["DataPlaneEditor", "ControlPlaneEditor"]})
	sample.messages(denied) == {`API key "key" holds "ControlPlaneEditor", "DataPlaneEditor": use one key for each`}
}

test_success_one if {
	denied := rule.deny with input as _key({"roles": ["DataPlaneEditor", "ControlPlaneViewer"]})
	denied == set()
}

test_success_unknown_role if {
	denied := rule.deny with input as _key({"roles": ["DataPlaneEditor", null]})
	denied == set()
}

_key(values) := {"resources": {"pinecone_api_key": [sample.partial("key", values)]}}
