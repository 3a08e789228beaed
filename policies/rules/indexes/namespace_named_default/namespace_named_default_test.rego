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

test_fail_call if {
	denied := rule.deny with input as _call({"namespace": "default"})
	sample.places(denied) == {["code", "/namespace"]}
	sample.messages(denied) == {concat(" ", [
		`"upsert" in "store" names the namespace "default", which is not the default one:`,
		"call it by what it is for",
	])}
}

test_fail_store if {
	denied := rule.deny with input as _store({"namespace": "Default"})
	sample.messages(denied) == {concat(" ", [
		`"store" in "app.py" names the namespace "Default", which is not the default one:`,
		"call it by what it is for",
	])}
}

test_success_code if {
	every values in [{"namespace": "docs"}, {"namespace": "default", "role": "test"}, {}] {
		rule.deny == set() with input as _call(values)
		rule.deny == set() with input as _store(values)
	}
}

test_success_code_without_namespace_is_not_judged if {
	every code in [_call({}), _store({})] {
		rule.applies == set() with input as code
	}
	every code in [_call({"namespace": "docs"}), _store({"namespace": "docs"})] {
		rule.applies == {"code"} with input as code
	}
}

_call(values) := {"resources": {"pinecone_call": [sample.whole("code", object.union(
	{"role": "source", "operation": "upsert", "method": "upsert", "function": "store", "file": "app.py"},
	values,
))]}}

_store(values) := {"resources": {"pinecone_client": [sample.whole("code", object.union(
	{"role": "source", "kind": "store", "function": "store", "file": "app.py"},
	values,
))]}}

_namespace(values) := {"resources": {"pinecone_namespace": [sample.whole("namespace", values)]}}

test_fail_of_an_unknown_index if {
	namespace := sample.hidden(sample.whole("namespace", {"name": "default"}), ["/index"])
	case := {"resources": {"pinecone_namespace": [namespace]}}
	sample.places(rule.deny) == {["namespace", "/name"]} with input as case
}
