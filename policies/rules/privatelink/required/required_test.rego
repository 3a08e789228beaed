package policies.rules.privatelink.required_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.required as rule

test_fail_region_without_endpoint if {
	denied := rule.deny with input as _project({"private_endpoints": {"required": true}}, "us-west-2")
	sample.messages(denied) == {concat(" ", [
		`project "project" has no working private endpoint in "us-east-1":`,
		`register an endpoint of service "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"`,
	])}
}

test_success_region_with_endpoint if {
	denied := rule.deny with input as _project({"private_endpoints": {"required": true}}, "us-east-1")
	denied == set()
}

test_success_not_required if {
	denied := rule.deny with input as _project({}, "us-west-2")
	denied == set()
}

test_success_unknown_service if {
	endpoint := sample.hidden(sample.endpoint({}), ["/service_name"])
	denied := rule.deny with input as _with(_project({"private_endpoints": {"required": true}}, "us-west-2"), endpoint)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["project", "/private_endpoints/required"]}
}

test_success_unknown_endpoint if {
	case := _project({"private_endpoints": {"required": true}}, "us-west-2")
	denied := rule.deny with input as json.patch(case, [{
		"op": "remove",
		"path": "/resources/pinecone_private_endpoint/0/links/endpoint",
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["project", "/private_endpoints/required"]}
}

_project(values, region) := {"resources": {
	"pinecone_project": [sample.linked(
		sample.partial("project", values),
		{"indexes": ["index"], "endpoints": ["endpoint"], "private_endpoints": ["registration"]},
	)],
	"pinecone_index": [sample.whole("index", {"name": "index", "region": "us-east-1"})],
	"pinecone_private_endpoint": [sample.linked(
		sample.partial("registration", {"endpoint": "terraform:aws_vpc_endpoint.main"}),
		{"endpoint": ["endpoint"]},
	)],
	"aws_vpc_endpoint": [sample.endpoint({"service_name": sample.service(region)})],
}}

_with(case, endpoint) := object.union(case, {"resources": {"aws_vpc_endpoint": [endpoint]}})
