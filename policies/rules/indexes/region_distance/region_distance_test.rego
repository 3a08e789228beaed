package policies.rules.indexes.region_distance_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.region_distance as rule

test_fail_other_region if {
	denied := rule.deny with input as _case({"region": "us-east-1"}, [{"region": "eu-west-1"}, {"region": "us-west-2"}])
	sample.places(denied) == {["index", "/region"]}
	sample.messages(denied) == {concat(" ", [
		`index "index" is in "us-east-1", and what uses its project in "eu-west-1", "us-west-2":`,
		"bring them into one region",
	])}
	{place.resource | some finding in denied; some place in finding.related} == {"workload-0", "workload-1"}
}

test_fail_other_cloud if {
	case := _case({"region": "us-east-1", "cloud": "aws"}, [{"region": "us-east-1", "cloud": "gcp"}])
	sample.places(rule.deny) == {["index", "/region"]} with input as case
}

test_success_one_is_near if {
	case := _case({"region": "us-east-1", "cloud": "aws"}, [{"region": "eu-west-1"}, {"region": "us-east-1"}])
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_nothing_declared if {
	rule.deny == set() with input as _case({"region": "us-east-1"}, [])
	rule.applies == set() with input as _case({"region": "us-east-1"}, [])
}

test_success_unknown_region if {
	denied := rule.deny with input as _case({}, [{"region": "eu-west-1"}])
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/region"]}
}

_case(index, workloads) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("project", {}),
		{"indexes": ["index"], "workloads": [$"workload-{i}" | some i, _ in workloads]},
	)]},
	"linked": object.union(
		{"index": sample.partial("index", object.union({"deployment": "serverless"}, index))},
		{$"workload-{i}": sample.partial($"workload-{i}", values) | some i, values in workloads},
	),
}

test_success_unknown_region_of_a_workload if {
	far := _case({"region": "us-east-1"}, [{"region": "eu-west-1"}, {}])
	near := _case({"region": "us-east-1"}, [{"region": "us-east-1"}, {}])
	alone := _case({"region": "us-east-1"}, [{}])
	every case, undecided in {far: {["index", "/region"]}, near: set(), alone: {["index", "/region"]}} {
		undeclared := rule.deny with input as case
		sample.undecided(undeclared) == undecided
		last := $"workload-{count(case.linked) - 2}"
		hidden := object.union(case, {"linked": {last: sample.hidden(case.linked[last], ["/region"])}})
		denied := rule.deny with input as hidden
		sample.places(denied) == set()
		sample.undecided(denied) == undecided
		rule.applies == {"index"} with input as hidden
	}
}

test_success_unknown_deployment if {
	every region, undecided in {"eu-west-1": {["index", "/deployment"]}, "us-east-1": set()} {
		case := json.remove(_case({"region": "us-east-1"}, [{"region": region}]), ["/linked/index/values/deployment"])
		hidden := object.union(case, {"linked": {"index": sample.hidden(case.linked.index, ["/deployment"])}})
		denied := rule.deny with input as hidden
		sample.places(denied) == set()
		sample.undecided(denied) == undecided
		rule.applies == {"index"} with input as hidden
	}
}
