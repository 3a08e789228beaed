package policies.rules.clients.limit_exceeded_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.limit_exceeded as rule

test_fail_top_k if {
	denied := rule.deny with input as _call({"top_k": 20000})
	sample.messages(denied) == {
		`"query" in "search" has 20000 results, and the limit is 10000: stay at or under it`,
	}
}

test_fail_batches if {
	upsert := {"operation": "upsert", "method": "upsert", "batch": 1001}
	denied := rule.deny with input as _call(upsert)
	sample.places(denied) == {["call", "/batch"]}
	texts := rule.deny with input as _call({"operation": "upsert", "method": "upsert_records", "batch": 97})
	sample.places(texts) == {["call", "/batch"]}
}

test_fail_ids if {
	denied := rule.deny with input as _call({"operation": "fetch", "ids": 1500})
	sample.places(denied) == {["call", "/ids"]}
}

test_success_at_the_limits if {
	denied := rule.deny with input as _call({"top_k": 10000, "ids": 1000, "batch": 1000})
	denied == set()
}

test_success_unknown_amounts if {
	denied := rule.deny with input as _call({})
	denied == set()
	rule.applies == set() with input as _call({})
	rule.applies == {"call"} with input as _call({"top_k": 5})
}

_call(values) := {"resources": {"pinecone_call": [sample.whole("call", object.union(
	{"role": "source", "operation": "query", "method": "query", "function": "search", "language": "python"},
	values,
))]}}
