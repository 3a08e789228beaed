package policies.rules.privatelink.service_name_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.service_name as rule

test_fail_not_pinecone if {
	denied := rule.deny with input as _endpoint({"service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-0a"})
	sample.messages(denied) == {concat(" ", [
		`VPC endpoint "endpoint" connects to "com.amazonaws.vpce.us-east-1.vpce-svc-0a", no service of Pinecone:`,
		`use "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"`,
	])}
}

test_fail_other_region if {
	denied := rule.deny with input as _endpoint({"service_name": sample.service("us-east-1"), "region": "eu-west-1"})
	sample.messages(denied) == {`VPC endpoint "endpoint" in "eu-west-1" connects to "us-east-1": use its own region's`}
}

test_fail_of_no_region if {
	denied := rule.deny with input as _endpoint({"service_name": "com.amazonaws.us-east-1.s3"})
	some message in sample.messages(denied)
	endswith(message, `"com.amazonaws.vpce.us-west-2.vpce-svc-04ecb9a0e0d5aab01"`)
}

test_success_published if {
	denied := rule.deny with input as _endpoint({"service_name": sample.service("us-east-1"), "region": "us-east-1"})
	denied == set()
}

test_success_unknown_name if {
	denied := rule.deny with input as _endpoint({})
	denied == set()
}

test_success_unknown_region if {
	denied := rule.deny with input as _endpoint({"service_name": sample.service("us-east-1")})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/region"]}
}

test_fail_subnet_in_another_region if {
	denied := rule.deny with input as {
		"resources": {"aws_vpc_endpoint": [sample.linked(
			sample.endpoint({"service_name": sample.service("us-east-1")}),
			{"subnets": ["subnet"]},
		)]},
		"linked": {"subnet": sample.whole("subnet", {"availability_zone": "eu-west-1b"})},
	}
	sample.messages(denied) == {`VPC endpoint "endpoint" in "eu-west-1" connects to "us-east-1": use its own region's`}
}

_endpoint(values) := {"resources": {"aws_vpc_endpoint": [sample.endpoint(values)]}}
