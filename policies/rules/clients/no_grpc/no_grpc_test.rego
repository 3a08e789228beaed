package policies.rules.clients.no_grpc_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.no_grpc as rule

test_fail_one_after_another if {
	denied := rule.deny with input as _upsert({})
	sample.messages(denied) == {concat(" ", [
		`"upsert" in "search" sends batches one after another by REST:`,
		"use gRPC or send them in parallel",
	])}
}

test_fail_embedded_records_have_no_grpc if {
	denied := rule.deny with input as _upsert({"method": "upsert_records"})
	sample.messages(denied) == {concat(" ", [
		`"upsert_records" in "search" sends batches one after another by REST:`,
		"send them in parallel",
	])}
}

test_success_fast if {
	every values in [{"transport": "grpc"}, {"parallel": true}, {"in_loop": false}] {
		denied := rule.deny with input as _upsert(values)
		denied == set()
	}
}

test_success_others_are_not_judged if {
	every values in [{"language": "typescript"}, {"wrapper": "langchain"}, {"single_record": true}] {
		judged := rule.applies with input as _upsert(values)
		judged == set()
	}
}

test_success_unknown if {
	every pointer, values in {
		"/in_loop": {"parallel": false, "transport": "rest"},
		"/transport": {"parallel": false, "in_loop": true},
	} {
		case := {"resources": {"pinecone_call": [sample.hidden(call, [pointer]) |
			some call in _call(object.union({"operation": "upsert", "single_record": false}, values)).resources.pinecone_call
		]}}
		denied := rule.deny with input as case
		denied == set()
	}
}

_upsert(values) := _call(object.union(
	{
		"operation": "upsert", "method": "upsert", "in_loop": true, "single_record": false,
		"parallel": false, "transport": "rest",
	},
	values,
))

_call(values) := {"resources": {"pinecone_call": [sample.whole("call", object.union(
	{"role": "source", "operation": "query", "method": "query", "function": "search", "language": "python"},
	values,
))]}}
