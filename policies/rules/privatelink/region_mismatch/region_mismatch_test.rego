package policies.rules.privatelink.region_mismatch_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.region_mismatch as rule

test_fail_other_region if {
	denied := rule.deny with input as _project(sample.endpoint({"service_name": sample.service("us-west-2")}), "us-east-1")
	sample.messages(denied) == {`VPC endpoint "endpoint" is in "us-west-2": move it to "us-east-1"`}
	{finding.place.pointer | some finding in denied} == {"/service_name"}
}

test_success_same_region if {
	denied := rule.deny with input as _project(sample.endpoint({"service_name": sample.service("us-east-1")}), "us-east-1")
	denied == set()
}

test_success_unknown_service if {
	denied := rule.deny with input as _project(sample.endpoint({}), "us-east-1")
	denied == set()
}

test_success_unknown_index_region if {
	case := _project(sample.endpoint({"service_name": sample.service("us-west-2")}), "us-east-1")
	denied := rule.deny with input as object.union(case, {"resources": {"pinecone_index": [sample.partial("index", {})]}})
	denied == set()
}

_project(endpoint, region) := {"resources": {
	"pinecone_project": [sample.linked(sample.partial("project", {}), {"indexes": ["index"], "endpoints": ["endpoint"]})],
	"pinecone_index": [sample.whole("index", {"region": region})],
	"aws_vpc_endpoint": [endpoint],
}}
