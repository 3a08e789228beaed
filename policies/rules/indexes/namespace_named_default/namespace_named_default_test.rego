package policies.rules.indexes.namespace_named_default_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.namespace_named_default as rule

test_fail_default if {
	denied := rule.deny with input as _namespace({"name": "default", "index": "docs"})
	sample.places(denied) == {["namespace", "/name"]}
	sample.messages(denied) == {
		`index "docs" has a namespace "default" beside its default one: call it by what it is for`,
	}
}

test_success_others if {
	every name in ["__default__", "tenant-a", "default-tenant"] {
		rule.deny == set() with input as _namespace({"name": name, "index": "docs"})
	}
}

test_success_unknown_name if {
	rule.deny == set() with input as _namespace({"index": "docs"})
}

_namespace(values) := {"resources": {"pinecone_namespace": [sample.whole("namespace", values)]}}
