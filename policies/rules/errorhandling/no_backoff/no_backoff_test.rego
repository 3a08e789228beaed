package policies.rules.errorhandling.no_backoff_test

import data.policies.lib.sample_test as sample
import data.policies.rules.errorhandling.no_backoff as rule

test_fail_fixed if {
	denied := rule.deny with input as _retries({"backoff": "fixed"})
	sample.messages(denied) == {`the retry of "query" in "search" has a fixed delay: let it grow exponentially`}
}

test_fail_none if {
	denied := rule.deny with input as _retries({"backoff": "none"})
	sample.places(denied) == {["call", "/retries/backoff"]}
}

test_fail_workload if {
	every retries in [{"backoff": "fixed"}, {"backoff": "none"}] {
		denied := rule.deny with input as _workload(retries)
		sample.places(denied) == {["api", "/retries/backoff"]}
	}
}

test_success_exponential if {
	denied := rule.deny with input as _retries({"backoff": "exponential"})
	denied == set()
	declared := rule.deny with input as _workload({"backoff": "exponential"})
	declared == set()
}

test_success_unknown_backoff_of_a_workload if {
	rule.deny == set() with input as _workload({"max_attempts": 5})
	rule.applies == {"api"} with input as _workload({"max_attempts": 5})
}

test_success_unknown_backoff if {
	denied := rule.deny with input as _unknown("/retries/backoff")
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
