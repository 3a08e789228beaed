package policies.rules.clients.upsert_one_by_one_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.upsert_one_by_one as rule

test_fail_in_loop if {
	denied := rule.deny with input as _upsert({"in_loop": true, "single_record": true})
	sample.messages(denied) == {concat(" ", [
		`"upsert" in "search" sends one record in each round of a loop:`,
		"send batches of up to 1,000",
	])}
}

test_success_batches if {
	every values in [{"in_loop": true, "single_record": false}, {"in_loop": false, "single_record": true}] {
		denied := rule.deny with input as _upsert(values)
		denied == set()
	}
}

test_success_of_a_namespace_each if {
	denied := rule.deny with input as _upsert({"in_loop": true, "single_record": true, "apart": true})
	denied == set()
}

test_success_unknown_namespaces if {
	upsert := _upsert({"in_loop": true, "single_record": true}).resources.pinecone_call[0]
	hidden := object.union(upsert, {"unknown": {"/apart": {"reason": "it stands elsewhere"}}})
	denied := rule.deny with input as {"resources": {"pinecone_call": [hidden]}}
	denied == set()
}

test_success_query_is_not_judged if {
	judged := rule.applies with input as _call({"in_loop": true, "single_record": true})
	judged == set()
}

test_success_unknown_loop if {
	denied := rule.deny with input as _upsert({"single_record": true})
	denied == set()
}

_upsert(values) := _call(object.union({"operation": "upsert", "method": "upsert"}, values))

_call(values) := {"resources": {"pinecone_call": [sample.whole("call", object.union(
	{"role": "source", "operation": "query", "method": "query", "function": "search", "language": "python"},
	values,
))]}}
