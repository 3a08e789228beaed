package policies.rules.apikeys.broader_than_workload_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.broader_than_workload as rule

test_fail_writes if {
	denied := rule.deny with input as _case("read", sample.whole("key", {"roles": ["DataPlaneViewer", "DataPlaneEditor"]}))
	sample.messages(denied) == {concat(" ", [
		`workload "api" only reads, and its API key "key" can write by "DataPlaneEditor":`,
		`use "DataPlaneViewer"`,
	])}
	sample.places(denied) == {["api", "/access"]}
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/roles"}}
}

test_fail_no_roles_is_editor if {
	denied := rule.deny with input as _case("read", sample.whole("key", {}))
	sample.places(denied) == {["api", "/access"]}
}

test_fail_indexes if {
	denied := rule.deny with input as _case("read", sample.whole("key", {"roles": ["ControlPlaneEditor"]}))
	sample.places(denied) == {["api", "/access"]}
}

test_success_reads if {
	denied := rule.deny with input as _case("read", sample.whole("key", {"roles": ["ProjectViewer"]}))
	denied == set()
}

test_success_writes_as_declared if {
	case := _case("write", sample.whole("key", {}))
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_roles if {
	every key in [sample.partial("key", {}), sample.whole("key", {"roles": ["New"]})] {
		denied := rule.deny with input as _case("read", key)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["api", "/access"]}
	}
}

test_success_unknown_key if {
	case := json.remove(_case("read", sample.whole("key", {})), ["/linked/key"])
	rule.deny == set() with input as case
	rule.applies == {"api"} with input as case
}

_case(access, key) := {
	"resources": {"pinecone_workload": [sample.linked(
		sample.partial("api", {"access": access, "api_key": "key"}),
		{"api_key": ["key"]},
	)]},
	"linked": {"key": key},
}

test_success_unknown_access_or_name_of_the_key if {
	every values, pointer in {{"api_key": "key"}: "/access", {"access": "read"}: "/api_key"} {
		api := sample.hidden(sample.partial("api", values), [pointer])
		denied := rule.deny with input as {"resources": {"pinecone_workload": [api]}}
		sample.places(denied) == set()
		sample.undecided(denied) == {["api", pointer]}
	}
}

test_success_unknown_and_no_matter if {
	every values, pointer in {{}: "/access", {"access": "write"}: "/api_key"} {
		api := sample.hidden(sample.partial("api", values), [pointer])
		rule.deny == set() with input as {"resources": {"pinecone_workload": [api]}}
	}
}
