package policies.rules.indexes.import_for_bulk_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.import_for_bulk as rule

test_fail_upsert if {
	denied := rule.deny with input as _index({"records": 10000000, "load": "upsert"}, "standard")
	sample.places(denied) == {["index", "/load"]}
	sample.messages(denied) == {
		`index "index" loads "10000000" records by "upsert": import them from object storage`,
	}
}

test_fail_plan_has_none if {
	denied := rule.deny with input as _index({"records": 20000000, "load": "upsert"}, "builder")
	sample.messages(denied) == {
		`index "index" loads "20000000" records by "upsert": import them, for which plan "standard" is needed`,
	}
}

test_success_import if {
	case := _index({"records": 10000000, "load": "import"}, "standard")
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_few if {
	every values in [{"records": 9999999, "load": "upsert"}, {"load": "upsert"}] {
		rule.deny == set() with input as _index(values, "standard")
		rule.applies == set() with input as _index(values, "standard")
	}
}

test_success_unknown_load if {
	denied := rule.deny with input as _index({"records": 10000000}, "standard")
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/load"]}
}

_index(values, plan) := {
	"resources": {"pinecone_index": [sample.linked(sample.partial("index", values), {"project": ["project"]})]},
	"linked": {
		"project": sample.linked(sample.partial("project", {}), {"organization": ["acme"]}),
		"acme": sample.partial("acme", {"plan": plan}),
	},
}
