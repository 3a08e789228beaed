package policies.rules.privatelink.dns_target_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.dns_target as rule

_zone := "private.aped-4627-b74a.pinecone.io"

_target := "vpce-0a-0b.vpce-svc-05ef6f1f0b9130b54.us-east-1.vpce.amazonaws.com"

test_fail_one_name if {
	denied := rule.deny with input as _record({"name": $"products.svc.{_zone}", "records": [_target]})
	sample.messages(denied) == {concat(" ", [
		`record "products.svc.private.aped-4627-b74a.pinecone.io" is no DNS entry of Pinecone:`,
		"use the wildcard of the region",
	])}
}

test_fail_unpublished if {
	denied := rule.deny with input as _record({
		"name": "*.private.old-0000-0000.pinecone.io",
		"records": [_target],
	})
	sample.places(denied) == {["record", "/name"]}
}

test_fail_endpoint_of_other_region if {
	denied := rule.deny with input as {
		"resources": {"aws_route53_record": [sample.linked(
			sample.whole("record", {"name": $"*.{_zone}"}),
			{"endpoints": ["endpoint"]},
		)]},
		"linked": {"endpoint": sample.endpoint({"service_name": sample.service("eu-west-1")})},
	}
	sample.messages(denied) == {concat(" ", [
		`record "*.private.aped-4627-b74a.pinecone.io" is for "us-east-1"`,
		`and points to an endpoint for "eu-west-1": use one region for both`,
	])}
}

test_fail_other_target if {
	denied := rule.deny with input as _record({"name": $"*.{_zone}", "alias": [{"name": "lb.example.com"}]})
	sample.places(denied) == {["record", "/alias/0/name"]}
}

test_fail_name_within_zone if {
	denied := rule.deny with input as {
		"resources": {"aws_route53_record": [sample.linked(
			sample.whole("record", {"name": "*", "records": ["lb.example.com"]}),
			{"zone": ["zone"]},
		)]},
		"linked": {"zone": sample.whole("zone", {"name": _zone})},
	}
	sample.places(denied) == {["record", "/records/0"]}
}

# Route 53 appends the zone to a name that does not end with it.
test_fail_name_of_other_region_in_zone if {
	denied := rule.deny with input as {
		"resources": {"aws_route53_record": [sample.linked(
			sample.whole("record", {"name": "*.private.apu-57e2-42f6.pinecone.io", "records": [_target]}),
			{"zone": ["zone"]},
		)]},
		"linked": {"zone": sample.whole("zone", {"name": _zone})},
	}
	sample.places(denied) == {["record", "/name"]}
}

test_success_endpoint if {
	denied := rule.deny with input as {
		"resources": {"aws_route53_record": [sample.linked(
			sample.whole("record", {"name": $"*.{_zone}", "records": [null]}),
			{"endpoints": ["endpoint"]},
		)]},
		"linked": {"endpoint": sample.endpoint({"service_name": sample.service("us-east-1")})},
	}
	denied == set()
}

test_success_wildcard if {
	denied := rule.deny with input as _record({"name": $"*.{_zone}", "records": [_target]})
	denied == set()
}

test_success_not_pinecone if {
	applies := rule.applies with input as _record({"name": "private.example.com", "records": ["lb.example.com"]})
	applies == set()
}

test_success_unknown_target if {
	denied := rule.deny with input as _record({"name": $"*.{_zone}", "records": [null]})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["record", ""]}
}

_record(values) := {"resources": {"aws_route53_record": [sample.whole("record", values)]}}
