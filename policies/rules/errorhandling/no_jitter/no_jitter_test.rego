package policies.rules.errorhandling.no_jitter_test

import data.policies.lib.sample_test as sample
import data.policies.rules.errorhandling.no_jitter as rule

test_fail_exponential if {
	denied := rule.deny with input as _retries({"backoff": "exponential", "jitter": false})
	sample.messages(denied) == {
		`the retry of "query" in "search" waits without jitter: add a random part to each delay`,
	}
}

test_fail_workload if {
	denied := rule.deny with input as _workload({"jitter": false})
	sample.places(denied) == {["api", "/retries/jitter"]}
}

test_success_unknown_of_a_workload if {
	rule.deny == set() with input as _workload({"max_attempts": 5})
	rule.applies == {"api"} with input as _workload({"max_attempts": 5})
}

test_success_jitter if {
	denied := rule.deny with input as _retries({"backoff": "exponential", "jitter": true})
	denied == set()
	declared := rule.deny with input as _workload({"jitter": true})
	declared == set()
}

test_success_fixed_is_not_judged if {
	judged := rule.applies with input as _retries({"backoff": "fixed", "jitter": false})
	judged == set()
}

test_success_unknown_backoff if {
	case := _unknown("/retries/backoff")
	rule.deny == set() with input as case
	rule.applies == {"call"} with input as case
}

test_success_unknown_jitter if {
	denied := rule.deny with input as _unknown("/retries/jitter")
	denied == set()
}

_unknown(pointer) := {"resources": {"pinecone_call": [sample.hidden(found, [pointer]) |
	some found in _retries({}).resources.pinecone_call
]}}

_retries(values) := _call({"retries": object.union({"present": true}, values)})

_call(values) := {"resources": {"pinecone_call": [sample.whole("call", object.union(
	{"role": "source", "operation": "query", "method": "query", "function": "search", "language": "python"},
	values,
))]}}

test_success_single_attempt if {
	case := _workload({"max_attempts": 1})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

_workload(retries) := {"resources": {"pinecone_workload": [object.union(
	sample.partial("api", {"retries": retries}),
	{"observations": [{"source": "manifest pinelint.yaml"}]},
)]}}

test_success_unknown_attempts if {
	api := sample.hidden(sample.partial("api", {"retries": {}}), ["/retries/max_attempts"])
	denied := rule.deny with input as {"resources": {"pinecone_workload": [sample.declared(api)]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["api", "/retries/max_attempts"]}
}
