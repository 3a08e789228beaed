package policies.rules.errorhandling.rate_limit_ignored_test

import data.policies.lib.sample_test as sample
import data.policies.rules.errorhandling.rate_limit_ignored as rule

test_fail_left_out if {
	denied := rule.deny with input as _retries({"rate_limits": false})
	sample.messages(denied) == {`the retry of "query" in "search" leaves out 429: repeat it too, after a growing delay`}
}

test_fail_sdk_alone if {
	denied := rule.deny with input as _alone({"sdk_version": "7.3.0", "sdk_pinned": true})
	sample.messages(denied) == {
		`"query" in "search" is tried again by the SDK alone, which leaves out 429: repeat it in code`,
	}
}

test_fail_workload if {
	denied := rule.deny with input as _workload({"retry_on": ["5xx"]})
	sample.places(denied) == {["api", "/retries/retry_on"]}
}

test_success_repeated if {
	denied := rule.deny with input as _retries({"rate_limits": true})
	denied == set()
	sdk := rule.deny with input as _alone({"sdk_version": "9.1.0", "sdk_pinned": true})
	sdk == set()
	declared := rule.deny with input as _workload({"retry_on": ["429", "5xx"]})
	declared == set()
}

test_success_unknown_errors if {
	denied := rule.deny with input as _unknown("/retries/rate_limits")
	sample.undecided(denied) == {["call", "/retries/rate_limits"]}
	open := rule.deny with input as _alone({"sdk_version": "5.0.0", "sdk_pinned": false})
	sample.undecided(open) == {["call", "/retries/rate_limits"]}
	handle := rule.deny with input as {"resources": {"pinecone_call": [sample.hidden(found, ["/retries/present"]) |
		some found in _call({"retries": {}}).resources.pinecone_call
	]}}
	sample.undecided(handle) == {["call", "/retries/rate_limits"]}
}

_alone(values) := _call(object.union({"retries": {"present": false}}, values))

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
