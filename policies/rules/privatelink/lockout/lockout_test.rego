package policies.rules.privatelink.lockout_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.lockout as rule

test_fail_index_without_endpoint if {
	denied := rule.deny with input as _project({}, {"service_name": sample.service("us-west-2")})
	sample.messages(denied) == {`project "project" cuts off index "index": register a working endpoint in "us-east-1"`}
}

test_fail_broken_endpoint if {
	denied := rule.deny with input as _project({}, {"service_name": sample.service("us-east-1"), "state": "rejected"})
	sample.places(denied) == {["project", "/private_endpoints/public_access"]}
}

test_fail_public_workload if {
	denied := rule.deny with input as _project({"private": false}, {"service_name": sample.service("us-east-1")})
	sample.messages(denied) == {`project "project" cuts off workload "workload": give it a private route`}
}

test_success_covered if {
	denied := rule.deny with input as _project({"private": true, "region": "us-east-1"}, {
		"service_name": sample.service("us-east-1"),
		"state": "available",
	})
	denied == set()
}

test_success_only_manages if {
	rule.deny == set() with input as _keyed({"private": false}, ["ControlPlaneEditor"])
	rule.deny == set() with input as _keyed({}, ["ControlPlaneEditor"])
}

test_fail_also_reads if {
	denied := rule.deny with input as _keyed({"private": false}, ["ControlPlaneEditor", "DataPlaneViewer"])
	sample.places(denied) == {["project", "/private_endpoints/public_access"]}
}

test_success_unknown_workload if {
	every case in [_keyed({}, ["DataPlaneViewer"]), _keyed({"private": false}, [null])] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["project", "/private_endpoints/public_access"]}
	}
}

test_success_open if {
	case := json.patch(_project({}, {"service_name": sample.service("us-west-2")}), [{
		"op": "replace",
		"path": "/resources/pinecone_project/0/values/private_endpoints/public_access",
		"value": "enabled",
	}])
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_service if {
	denied := rule.deny with input as _project({}, {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["project", "/private_endpoints/public_access"]}
}

test_success_unknown_route if {
	endpoint := {"service_name": sample.service("us-east-1")}
	denied := rule.deny with input as _project({"private": true, "region": "eu-west-1"}, endpoint)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["project", "/private_endpoints/public_access"]}
}

_project(workload, endpoint) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("project", {"private_endpoints": {"public_access": "disabled"}}),
		{
			"indexes": ["index"],
			"endpoints": ["endpoint"],
			"private_endpoints": ["registration"],
			"workloads": ["workload"],
		},
	)]},
	"linked": {
		"index": sample.whole("index", {"region": "us-east-1"}),
		"endpoint": sample.endpoint(endpoint),
		"registration": sample.linked(sample.partial("registration", {}), {"endpoint": ["endpoint"]}),
		"workload": sample.partial("workload", workload),
	},
}

_keyed(workload, roles) := object.union(case, {"linked": {
	"workload": sample.linked(case.linked.workload, {"api_key": ["key"]}),
	"key": sample.whole("key", {"roles": roles}),
}}) if {
	case := _project(workload, {"service_name": sample.service("us-east-1")})
}
