package policies.rules.errorhandling.retries_client_errors_test

import data.policies.lib.sample_test as sample
import data.policies.rules.errorhandling.retries_client_errors as rule

test_fail_all_errors if {
	denied := rule.deny with input as _retries({"client_errors": true})
	sample.messages(denied) == {concat(" ", [
		`the retry of "query" in "search" repeats 4xx too:`,
		"repeat only 429, 5xx and broken connections",
	])}
}

test_fail_workload if {
	every error in ["4xx", "400", "404"] {
		denied := rule.deny with input as _workload({"retry_on": ["429", error]})
		sample.places(denied) == {["api", "/retries/retry_on"]}
	}
}

test_success_transient_errors if {
	denied := rule.deny with input as _retries({"client_errors": false})
	denied == set()
	declared := rule.deny with input as _workload({"retry_on": ["429", "5xx", "timeout"]})
	declared == set()
}

test_success_unknown_errors if {
	denied := rule.deny with input as _unknown("/retries/client_errors")
	sample.places(denied) == set()
	sample.undecided(denied) == {["call", "/retries/client_errors"]}
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

test_success_unknown_errors_of_a_workload if {
	denied := rule.deny with input as _workload({"max_attempts": 5})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["api", "/retries/retry_on"]}
}

test_success_unknown_attempts if {
	api := sample.hidden(sample.partial("api", {"retries": {}}), ["/retries/max_attempts"])
	denied := rule.deny with input as {"resources": {"pinecone_workload": [sample.declared(api)]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["api", "/retries/max_attempts"]}
}
