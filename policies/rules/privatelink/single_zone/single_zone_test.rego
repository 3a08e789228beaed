package policies.rules.privatelink.single_zone_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.single_zone as rule

test_fail_one_subnet if {
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [sample.endpoint({"subnet_ids": ["subnet-0a"]})]}}
	sample.messages(denied) == {`VPC endpoint "endpoint" is in one availability zone: add a subnet in a second one`}
}

test_fail_one_zone if {
	denied := rule.deny with input as _endpoint(["us-east-1a", "us-east-1a"])
	sample.messages(denied) == {`VPC endpoint "endpoint" is in one availability zone: add a subnet in a second one`}
}

test_success_two_zones if {
	denied := rule.deny with input as _endpoint(["us-east-1a", "us-east-1b"])
	denied == set()
}

test_fail_one_zone_by_configuration if {
	denied := rule.deny with input as json.patch(_endpoint(["us-east-1a", "us-east-1a"]), [{
		"op": "remove",
		"path": "/resources/aws_vpc_endpoint/0/values/subnet_ids",
	}])
	sample.places(denied) == {["endpoint", "/subnet_ids"]}
}

test_success_unknown_third_subnet if {
	denied := rule.deny with input as json.patch(_endpoint(["us-east-1a", "us-east-1b"]), [{
		"op": "add",
		"path": "/resources/aws_vpc_endpoint/0/values/subnet_ids/-",
		"value": "subnet-0c",
	}])
	denied == set()
}

test_success_unknown_subnets if {
	endpoint := sample.hidden(sample.endpoint({}), ["/subnet_ids"])
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [endpoint]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/subnet_ids"]}
}

test_success_unknown_zone if {
	subnet := sample.hidden(sample.whole("b", {}), ["/availability_zone"])
	denied := rule.deny with input as json.patch(_endpoint(["us-east-1a", "us-east-1a"]), [{
		"op": "replace",
		"path": "/linked/b",
		"value": subnet,
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/subnet_ids"]}
}

test_success_unnamed_zone if {
	denied := rule.deny with input as json.patch(_endpoint(["us-east-1a", "us-east-1a"]), [{
		"op": "remove",
		"path": "/linked/b/values/availability_zone",
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/subnet_ids"]}
}

test_success_two_zones_by_id if {
	denied := rule.deny with input as _subnets(
		sample.whole("a", {"availability_zone_id": "use1-az1"}),
		sample.whole("b", {"availability_zone_id": "use1-az2"}),
	)
	denied == set()
}

test_fail_one_zone_by_id if {
	denied := rule.deny with input as _subnets(
		sample.whole("a", {"availability_zone_id": "use1-az1"}),
		sample.whole("b", {"availability_zone_id": "use1-az1"}),
	)
	sample.places(denied) == {["endpoint", "/subnet_ids"]}
}

test_fail_one_zone_by_name_whatever_the_ids if {
	denied := rule.deny with input as _subnets(
		sample.whole("a", {"availability_zone": "us-east-1a", "availability_zone_id": "use1-az1"}),
		sample.whole("b", {"availability_zone": "us-east-1a", "availability_zone_id": "use1-az2"}),
	)
	sample.places(denied) == {["endpoint", "/subnet_ids"]}
}

test_success_unknown_name_beside_id if {
	denied := rule.deny with input as _subnets(
		sample.whole("a", {"availability_zone_id": "use1-az1"}),
		sample.whole("b", {"availability_zone": "us-east-1a"}),
	)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/subnet_ids"]}
}

test_success_two_of_a_list if {
	denied := rule.deny with input as _subnets(_of_list("a", "here.names[0]"), _of_list("b", "here.names[1]"))
	denied == set()
}

test_success_unknown_zone_of_lists if {
	every of in ["here.names[0]", "there.names[1]", "here.zone_ids[1]"] {
		denied := rule.deny with input as _subnets(_of_list("a", "here.names[0]"), _of_list("b", of))
		sample.messages(denied) == set()
		sample.undecided(denied) == {["endpoint", "/subnet_ids"]}
	}
}

_of_list(id, of) := object.union(sample.whole(id, {}), {"unknown": {"/availability_zone": {
	"reason": "read at apply",
	"pattern": sprintf("${data.aws_availability_zones.%s}", [of]),
}}})

_subnets(a, b) := object.union(object.remove(_endpoint(["", ""]), ["linked"]), {"linked": {"a": a, "b": b}})

_endpoint(zones) := {
	"resources": {"aws_vpc_endpoint": [sample.linked(
		sample.endpoint({"subnet_ids": ["subnet-0a", "subnet-0b"]}),
		{"subnets": ["a", "b"]},
	)]},
	"linked": {
		"a": sample.whole("a", {"availability_zone": zones[0]}),
		"b": sample.whole("b", {"availability_zone": zones[1]}),
	},
}
