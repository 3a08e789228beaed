package policies.rules.errorhandling.unbounded_test

import data.policies.lib.sample_test as sample
import data.policies.rules.errorhandling.unbounded as rule

test_fail_attempts if {
	denied := rule.deny with input as _retries({"bounded": false, "capped": true})
	sample.messages(denied) == {`the retry of "query" in "search" has no greatest number of attempts: set one`}
}

test_fail_delay if {
	denied := rule.deny with input as _retries({"bounded": true, "capped": false})
	sample.places(denied) == {["call", "/retries/capped"]}
}

test_fail_workload if {
	denied := rule.deny with input as _workload({"backoff": "exponential"})
	sample.places(denied) == {["api", "/retries/max_attempts"], ["api", "/retries/max_delay"]}
}

test_success_bounded if {
	denied := rule.deny with input as _retries({"bounded": true, "capped": true})
	denied == set()
	declared := rule.deny with input as _workload({"max_attempts": 5, "max_delay": "1m"})
	declared == set()
}

test_success_unknown_bound if {
	denied := rule.deny with input as _unknown("/retries/bounded")
	sample.places(denied) == set()
	sample.undecided(denied) == {["call", "/retries/bounded"]}
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
	case := _workload({"max_delay": "60s"})
	hidden := [sample.hidden(api, ["/retries/max_attempts"]) | some api in case.resources.pinecone_workload]
	denied := rule.deny with input as {"resources": {"pinecone_workload": hidden}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["api", "/retries/max_attempts"]}
}
