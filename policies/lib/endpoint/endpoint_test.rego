package policies.lib.endpoint_test

import data.policies.lib.endpoint
import data.policies.lib.sample_test as sample

test_private if {
	stray := sample.whole("stray", {})
	found := endpoint.ids with input as {"resources": {"aws_vpc_endpoint": [sample.endpoint({}), stray]}}
	found == {"endpoint"}
}

test_service_region if {
	endpoint.service_region(sample.endpoint({"service_name": sample.service("eu-west-1")})) == "eu-west-1"
	not endpoint.service_region(sample.endpoint({"service_name": "com.amazonaws.eu-west-1.s3"}))
	not endpoint.service_region(sample.endpoint({}))
}

test_regions if {
	arn := "arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0a"
	found := sample.linked(sample.endpoint({"arn": arn}), {"vpc": ["vpc"]})
	linked := {"vpc": sample.whole("vpc", {"region": "us-west-2"})}
	regions := endpoint.regions(found) with input as {"resources": {}, "linked": linked}
	regions == {"us-east-1", "us-west-2"}
	none := endpoint.regions(sample.endpoint({})) with input as {"resources": {}}
	none == set()
}

test_entry_region if {
	endpoint.entry_region("*.private.apw5-4e34-81fa.pinecone.io") == "us-west-2"
	endpoint.entry_region("*.svc.private.apw5-4e34-81fa.pinecone.io") == "us-west-2"
	not endpoint.entry_region("private.apw5-4e34-81fa.pinecone.io")
	not endpoint.entry_region("*.private.aped-4627-b74a.pinecone.io.private.apw5-4e34-81fa.pinecone.io")
	not endpoint.entry_region("*.notprivate.apw5-4e34-81fa.pinecone.io")
}

test_covered if {
	working := sample.endpoint({"service_name": sample.service("us-east-1"), "state": "available"})
	endpoint.covered(_project, "us-east-1") with input as _input(working)
	not endpoint.uncovered(_project, "us-east-1") with input as _input(working)
}

test_uncovered if {
	every found in [
		sample.endpoint({"service_name": sample.service("us-west-2")}),
		sample.endpoint({"service_name": "com.amazonaws.us-east-1.s3"}),
		sample.endpoint({"service_name": sample.service("us-east-1"), "state": "failed"}),
	] {
		endpoint.uncovered(_project, "us-east-1") with input as _input(found)
		not endpoint.covered(_project, "us-east-1") with input as _input(found)
	}
}

test_neither_where_the_service_is_unknown if {
	not endpoint.covered(_project, "us-east-1") with input as _input(sample.endpoint({}))
	not endpoint.uncovered(_project, "us-east-1") with input as _input(sample.endpoint({}))
}

test_hidden_groups if {
	known := sample.linked(sample.endpoint({"security_group_ids": ["sg-0a"]}), {"security_groups": ["group"]})
	input_of_group := {"resources": {}, "linked": {"group": sample.whole("group", {})}}
	not endpoint.hidden_groups(known) with input as input_of_group
	more := sample.hidden(known, ["/security_group_ids/1"])
	endpoint.hidden_groups(more) with input as input_of_group
	endpoint.hidden_groups(sample.endpoint({})) with input as input_of_group
}

_project := sample.linked(sample.partial("project", {}), {
	"endpoints": ["endpoint"],
	"private_endpoints": ["registration"],
})

_input(found) := {"resources": {}, "linked": {
	"endpoint": found,
	"registration": sample.linked(sample.partial("registration", {}), {"endpoint": ["endpoint"]}),
}}
