package policies.rules.indexes.provider_version_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.provider_version as rule

_address := "registry.terraform.io/pinecone-io/pinecone"

test_fail_locked if {
	denied := rule.deny with input as _case({"locked_providers": {_address: "4.0.0"}})
	sample.places(denied) == {["index", ""]}
	{finding.place.pointer | some finding in denied} == {"/locked_providers/registry.terraform.io~1pinecone-io~1pinecone"}
	sample.messages(denied) == {concat(" ", [
		`version "4.0.0" of the provider of index "index" can set replicas and shards that are left out to 0,`,
		"which disables the index: set node_type, replicas and shards, or use version 5.0.0 or later",
	])}
}

test_fail_constrained if {
	denied := rule.deny with input as _case({"required_providers": {"pinecone": {"version": "~> 3.0"}}})
	{finding.place.pointer | some finding in denied} == {"/required_providers/pinecone/version"}
}

test_fail_byoc if {
	case := json.patch(_case({"locked_providers": {_address: "5.0.0"}}), [
		{"op": "replace", "path": "/resources/pinecone_index/0/values", "value": {"deployment": "byoc"}},
	])
	sample.places(rule.deny) == {["index", ""]} with input as case
}

test_success_repaired if {
	every root in [
		{"locked_providers": {_address: "5.0.0"}, "required_providers": {"pinecone": {"version": ">= 3.0"}}},
		{"required_providers": {"pinecone": {"version": "~> 5.0"}}},
	] {
		rule.deny == set() with input as _case(root)
		rule.applies == {"index"} with input as _case(root)
	}
}

test_success_not_exposed if {
	case := json.patch(_case({"locked_providers": {_address: "4.0.0"}}), [
		{"op": "replace", "path": "/resources/pinecone_index/0/values", "value": {"deployment": "serverless"}},
	])
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_version if {
	every root in [{}, {"required_providers": {"pinecone": {"version": ">= 3.0"}}}] {
		denied := rule.deny with input as _case(root)
		sample.places(denied) == set()
		sample.undecided(denied) == {["index", ""]}
	}
}

test_success_unknown_root if {
	denied := rule.deny with input as json.remove(_case({}), ["/linked"])
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

_case(root) := {
	"resources": {"pinecone_index": [object.union(
		sample.linked(
			sample.whole("index", {"deployment": "serverless", "read_capacity": {"mode": "Dedicated", "replicas": 2}}),
			{"root": ["root"]},
		),
		{"observations": [{"source": "terraform infra", "address": "pinecone_index.index"}]},
	)]},
	"linked": {"root": sample.whole("root", root)},
}

test_success_unknown_capacity if {
	every version, undecided in {"4.0.0": {["index", "/read_capacity"]}, "5.0.0": set()} {
		case := _case({"locked_providers": {_address: version}})
		bare := json.remove(case.resources.pinecone_index[0], ["/values/read_capacity"])
		hidden := sample.written(bare, ["/read_capacity"])
		unclear := object.union(case, {"resources": {"pinecone_index": [hidden]}})
		denied := rule.deny with input as unclear
		sample.places(denied) == set()
		sample.undecided(denied) == undecided
		rule.applies == {"index"} with input as unclear
	}
}
