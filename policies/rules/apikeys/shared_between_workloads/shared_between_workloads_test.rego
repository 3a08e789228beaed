package policies.rules.apikeys.shared_between_workloads_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.shared_between_workloads as rule

test_fail_one_name if {
	denied := rule.deny with input as _case({"api": _uses("key"), "ingest": _uses("key"), "jobs": _uses("other")})
	sample.messages(denied) == {`API key "key" is used by "api", "ingest": give each a key of its own`}
	{finding.place | some finding in denied} == {{"resource": "api", "pointer": "/api_key"}}
	{[place.resource, place.pointer] | some finding in denied; some place in finding.related} == {["ingest", "/api_key"]}
}

test_fail_name_and_address if {
	by_name := sample.linked(_uses("key"), {"api_key": ["k"]})
	by_address := sample.linked(_uses("terraform:pinecone_api_key.key"), {"api_key": ["k"]})
	denied := rule.deny with input as _case({"api": by_name, "ingest": by_address})
	sample.places(denied) == {["search", ""]}
}

test_success_own_keys if {
	denied := rule.deny with input as _case({"api": _uses("a"), "ingest": _uses("b")})
	denied == set()
}

test_success_unknown_keys if {
	case := _case({"api": sample.partial("api", {}), "ingest": sample.partial("ingest", {})})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

_uses(key) := sample.partial("workload", {"api_key": key})

_case(workloads) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("search", {}),
		{"workloads": sort([name | some name, _ in workloads])},
	)]},
	"linked": {name: object.union(workload, {"id": name, "name": name}) | some name, workload in workloads},
}

test_success_unknown_whether_it_is_another_s if {
	hidden := sample.hidden(sample.partial("api", {}), ["/api_key"])
	here := {["search", ""]}
	every other, undecided in {_uses("key"): here, hidden: here, sample.partial("ingest", {}): set()} {
		case := _case({"api": hidden, "ingest": other})
		denied := rule.deny with input as case
		sample.places(denied) == set()
		sample.undecided(denied) == undecided
		rule.applies == {"search"} with input as case
	}
}
