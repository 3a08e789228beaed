package policies.rules.indexes.throughput_design_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.throughput_design as rule

test_fail_of_an_index if {
	denied := rule.deny with input as _index({"peak": {"fetches_per_second": 150}})
	sample.places(denied) == {["index", "/peak/fetches_per_second"]}
	sample.messages(denied) == {
		`index "index" is to bear "150" fetches a second, and takes "100": have the limit raised`,
	}
}

test_fail_of_its_namespaces if {
	every namespaces, spread in {
		2: {"namespaces": 2},
		3: {"usage": {"namespace_count": 3}},
		1: {"usage": {"namespace_count": 0}},
	} {
		denied := rule.deny with input as _index(object.union({"peak": {"queries_per_second": 301}}, spread))
		sample.messages(denied) == {concat(" ", [
			`index "index" is to bear "301" queries a second in`,
			$`"{namespaces}" namespaces that take "100" each:`,
			`spread it over "4", or have the limit raised`,
		])}
	}
}

test_fail_each if {
	peak := {"queries_per_second": 101, "upserts_per_second": 101, "updates_per_second": 101, "deletes_per_second": 101}
	denied := rule.deny with input as _index({"peak": peak, "namespaces": 1})
	{finding.pointer | some finding in denied} == {$"/peak/{name}" | some name, _ in peak}
}

test_success_within if {
	peak := {"queries_per_second": 100, "fetches_per_second": 99.5}
	rule.deny == set() with input as _index({"peak": peak})
	rule.applies == {"index"} with input as _index({"peak": peak})
	rule.deny == set() with input as _index({"peak": {"upserts_per_second": 400}, "namespaces": 4})
}

test_success_nothing_declared if {
	rule.deny == set() with input as _index({})
	rule.applies == set() with input as _index({})
}

test_success_unknown_namespaces if {
	denied := rule.deny with input as _index({"peak": {"deletes_per_second": 101}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/peak/deletes_per_second"]}
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}
