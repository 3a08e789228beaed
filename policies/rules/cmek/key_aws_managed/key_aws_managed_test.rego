package policies.rules.cmek.key_aws_managed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.key_aws_managed as rule

test_fail_aws if {
	denied := rule.deny with input as _key({"key_manager": "AWS"}, [])
	sample.places(denied) == {["key", "/key_manager"]}
	sample.messages(denied) == {`key "key" is managed by "AWS", so Pinecone cannot be let in: use a key of your own`}
}

test_success_own if {
	every values in [{"key_manager": "CUSTOMER"}, {}] {
		rule.deny == set() with input as _key(values, [])
		rule.applies == {"key"} with input as _key(values, [])
	}
}

test_success_unknown_manager if {
	rule.deny == set() with input as _key({}, ["/key_manager"])
	rule.applies == {"key"} with input as _key({}, ["/key_manager"])
}

_key(values, hidden) := {"resources": {"aws_kms_key": [object.union(
	sample.hidden(sample.whole("key", values), hidden),
	{"purposes": ["cmek"]},
)]}}
