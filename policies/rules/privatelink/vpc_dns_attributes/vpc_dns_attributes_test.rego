package policies.rules.privatelink.vpc_dns_attributes_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.vpc_dns_attributes as rule

test_fail_no_hostnames if {
	denied := rule.deny with input as _endpoint(true, sample.whole("vpc", {"enable_dns_support": true}))
	sample.messages(denied) == {concat(" ", [
		`VPC endpoint "endpoint" has private DNS,`,
		`and VPC "vpc" lacks enable_dns_hostnames: set it to true`,
	])}
}

test_fail_no_support if {
	denied := rule.deny with input as _endpoint(true, sample.whole("vpc", {
		"enable_dns_support": false,
		"enable_dns_hostnames": true,
	}))
	{finding.place.pointer | some finding in denied} == {"/enable_dns_support"}
}

test_success_both if {
	denied := rule.deny with input as _endpoint(true, sample.whole("vpc", {
		"enable_dns_support": true,
		"enable_dns_hostnames": true,
	}))
	denied == set()
}

test_success_no_private_dns if {
	case := _endpoint(false, sample.whole("vpc", {}))
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_vpc if {
	denied := rule.deny with input as _endpoint(true, sample.partial("vpc", {}))
	denied == set()
}

test_fail_private_zone if {
	denied := rule.deny with input as _zoned(["vpc"])
	sample.messages(denied) == {concat(" ", [
		`VPC endpoint "endpoint" has a private zone,`,
		`and VPC "vpc" lacks enable_dns_hostnames: set it to true`,
	])}
}

test_success_zone_of_another_vpc if {
	case := _zoned(["hub"])
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_zone if {
	hidden := {"op": "add", "path": "/linked/zone/unknown", "value": {"/vpc": {"reason": "x"}}}
	alone := {"op": "remove", "path": "/linked/record/links"}
	every patch in [hidden, alone] {
		case := json.patch(_zoned([]), [patch])
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
		rule.applies == {"endpoint"} with input as case
	}
}

test_success_unknown_record if {
	why := {"op": "add", "path": "/resources/aws_vpc_endpoint/0/incomplete", "value": {"records": "x"}}
	denied := rule.deny with input as json.patch(_endpoint(false, sample.whole("vpc", {})), [why])
	sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
}

_zoned(vpcs) := {
	"resources": {"aws_vpc_endpoint": [sample.linked(
		sample.endpoint({"private_dns_enabled": false}),
		{"vpc": ["vpc"], "records": ["record"]},
	)]},
	"linked": {
		"vpc": sample.whole("vpc", {"enable_dns_support": true}),
		"record": sample.linked(sample.whole("record", {}), {"zone": ["zone"]}),
		"zone": sample.linked(sample.whole("zone", {}), {"vpcs": vpcs}),
	},
}

_endpoint(private_dns, vpc) := {
	"resources": {"aws_vpc_endpoint": [sample.linked(
		sample.endpoint({"private_dns_enabled": private_dns}),
		{"vpc": ["vpc"]},
	)]},
	"linked": {"vpc": vpc},
}
