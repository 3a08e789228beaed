package policies.rules.errorhandling.no_retry_test

import data.policies.lib.sample_test as sample
import data.policies.rules.errorhandling.no_retry as rule

test_fail_old_sdk if {
	denied := rule.deny with input as _unretried({"sdk_version": "6.0.2", "sdk_pinned": true})
	sample.messages(denied) == {concat(" ", [
		`"query" in "search" is not tried again when it fails:`,
		"retry 429 and 5xx with exponential backoff",
	])}
}

test_fail_switched_off if {
	case := _call({"sdk_version": "9.0.0", "sdk_pinned": true, "retries": {"present": false, "sdk_retries": 0}})
	denied := rule.deny with input as case
	sample.places(denied) == {["call", ""]}
}

test_fail_go if {
	denied := rule.deny with input as _unretried({"language": "go"})
	sample.places(denied) == {["call", ""]}
}

test_fail_workload if {
	denied := rule.deny with input as _workload({"max_attempts": 1})
	sample.places(denied) == {["api", "/retries/max_attempts"]}
}

test_success_new_sdk if {
	denied := rule.deny with input as _unretried({"sdk_version": "7.3.0", "sdk_pinned": true})
	denied == set()
}

test_success_retried if {
	denied := rule.deny with input as _call({"retries": {"present": true}})
	denied == set()
}

test_success_others_are_not_judged if {
	every values in [{"role": "test"}, {"role": "script"}, {"operation": "control"}] {
		judged := rule.applies with input as _unretried(values)
		judged == set()
	}
}

test_success_workload if {
	denied := rule.deny with input as _workload({"max_attempts": 5})
	denied == set()
}

test_success_unknown_version if {
	denied := rule.deny with input as _unretried({"sdk_version": "5.0.0", "sdk_pinned": false})
	sample.places(denied) == set()
	sample.undecided(denied) == {["call", "/sdk_version"]}
	{found.message | some found in denied} == {
		`nothing tells whether the SDK tries "query" in "search" again: pin its version, or retry in code`,
	}
}

test_success_untold_version if {
	case := _unretried({"sdk": "pinecone", "sdk_pinned": false})
	reason := {"/sdk_version": {"reason": `"workspace:*" does not say which version it is`}}
	call := object.union(case.resources.pinecone_call[0], {"unknown": reason})
	denied := rule.deny with input as {"resources": {"pinecone_call": [call]}}
	{found.message | some found in denied} == {concat(" ", [
		`nothing tells whether the SDK tries "query" in "search" again: pin its version, or retry in code,`,
		`as "workspace:*" does not say which version it is`,
	])}
}

test_success_unknown_library if {
	denied := rule.deny with input as _unretried({"sdk_version": "7.0.0", "sdk_pinned": true, "wrapper": "langchain"})
	{found.message | some found in denied} == {
		`nothing tells whether langchain or the SDK tries "query" in "search" again: retry in code`,
	}
}

test_success_unknown_handle if {
	case := {"retries": {}, "sdk_version": "6.0.2", "sdk_pinned": true}
	denied := rule.deny with input as _hidden(case)
	sample.places(denied) == set()
	sample.undecided(denied) == {["call", "/retries/present"]}
	{found.message | some found in denied} == {
		`nothing tells whether "query" in "search" is tried again: db.py cannot be parsed`,
	}
}

test_success_unknown_handle_of_new_sdk if {
	denied := rule.deny with input as _hidden({"retries": {}, "sdk_version": "9.0.0", "sdk_pinned": true})
	denied == set()
}

_hidden(values) := {"resources": {"pinecone_call": [object.union(call, {"unknown": {
	"/retries/present": {"reason": "db.py cannot be parsed"},
}}) |
	some call in _call(values).resources.pinecone_call
]}}

_unretried(values) := _call(object.union({"retries": {"present": false}}, values))

_call(values) := {"resources": {"pinecone_call": [sample.whole("call", object.union(
	{"role": "source", "operation": "query", "method": "query", "function": "search", "language": "python"},
	values,
))]}}

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
