package policies.rules.privatelink.dns_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.dns as rule

test_fail_no_name if {
	denied := rule.deny with input as _endpoint({
		"private_dns_enabled": false,
		"service_name": sample.service("us-east-1"),
	})
	sample.messages(denied) == {concat(" ", [
		`VPC endpoint "endpoint" has neither private DNS nor a record:`,
		`enable private DNS or point "*.private.aped-4627-b74a.pinecone.io" to it`,
	])}
	{finding.absent | some finding in denied} == {["aws_route53_record"]}
}

test_fail_unset if {
	denied := rule.deny with input as _endpoint({})
	sample.messages(denied) == {`VPC endpoint "endpoint" has neither private DNS nor a record: enable private DNS`}
}

test_success_private_dns if {
	denied := rule.deny with input as _endpoint({"private_dns_enabled": true})
	denied == set()
}

test_success_unknown_zone if {
	every zone in [
		sample.partial("zone", {}),
		sample.partial("zone", {"private_zone": false}),
		sample.hidden(sample.whole("zone", {}), ["/vpc"]),
		sample.hidden(sample.whole("zone", {"vpc": [null]}), ["/vpc/0"]),
	] {
		denied := rule.deny with input as _recorded(zone)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
	}
	denied := rule.deny with input as {
		"resources": {"aws_vpc_endpoint": [sample.linked(
			sample.endpoint({"private_dns_enabled": false}),
			{"records": ["record"]},
		)]},
		"linked": {"record": sample.whole("record", {})},
	}
	sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
}

test_fail_record_in_public_zone if {
	denied := rule.deny with input as _recorded(sample.whole("zone", {}))
	sample.messages(denied) == {concat(" ", [
		`VPC endpoint "endpoint" has neither private DNS nor a record in a private zone:`,
		"enable private DNS",
	])}
}

test_success_record_in_private_zone if {
	zone := sample.whole("zone", {"vpc": [{"vpc_id": "vpc-0b"}, {"vpc_id": "vpc-0a"}]})
	rule.deny == set() with input as _attached({"vpc_id": "vpc-0a"}, [], zone)
}

test_success_same_expression if {
	rule.deny == set() with input as _unseen("var.vpc", "var.vpc")
}

test_success_unknown_whether_it_is_the_same_vpc if {
	every case in [
		_unseen("var.vpc", "var.other"),
		_unseen("!If Named", "!If Named"),
		_attached({}, ["own"], sample.hidden(sample.whole("zone", {"vpc": [{}]}), ["/vpc/0/vpc_id"])),
		_attached({}, ["own"], sample.whole("zone", {"vpc": [{"vpc_id": "vpc-0a"}]})),
		_attached({"vpc_id": "vpc-0a"}, [], sample.partial("zone", {"private_zone": true})),
	] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
	}
}

# An endpoint and a zone whose VPCs are expressions.
_unseen(own, of_zone) := json.patch(
	_attached({}, [], object.union(sample.whole("zone", {"vpc": [{}]}), _expression("/vpc/0/vpc_id", of_zone))),
	[{"op": "add", "path": $"/resources/aws_vpc_endpoint/0/{name}", "value": value} |
		some name, value in _expression("/vpc_id", own)
	],
)

_expression(pointer, expression) := {
	"unknown": {pointer: {"expression": expression, "reason": "x"}},
	"observations": [{"source": "terraform ."}],
}

test_success_unknown_other_vpc if {
	every case in [
		_attached({"vpc_id": "vpc-0a"}, [], sample.whole("zone", {"vpc": [{"vpc_id": "vpc-0b"}]})),
		_attached({}, ["own"], sample.linked(sample.whole("zone", {"vpc": [{}]}), {"vpcs": ["hub"]})),
	] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
	}
}

test_success_its_own_vpc_among_others if {
	zone := sample.linked(sample.whole("zone", {"vpc": [{}, {}]}), {"vpcs": ["hub", "own"]})
	rule.deny == set() with input as _attached({}, ["own"], zone)
}

_attached(values, vpcs, zone) := object.union(_recorded(zone), {"resources": {"aws_vpc_endpoint": [sample.linked(
	sample.endpoint(object.union({"private_dns_enabled": false}, values)),
	{"records": ["record"], "vpc": vpcs},
)]}})

_recorded(zone) := {
	"resources": {"aws_vpc_endpoint": [sample.linked(
		sample.endpoint({"private_dns_enabled": false}),
		{"records": ["record"]},
	)]},
	"linked": {
		"record": sample.linked(sample.whole("record", {}), {"zone": ["zone"]}),
		"zone": zone,
	},
}

test_success_unknown_record if {
	open := object.union(sample.endpoint({}), {"incomplete": {"records": "what record \"all\" points to is not known"}})
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [open]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/private_dns_enabled"]}
}

test_success_unknown_private_dns if {
	hidden := sample.hidden(sample.endpoint({}), ["/private_dns_enabled"])
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [hidden]}}
	denied == set()
}

_endpoint(values) := {"resources": {"aws_vpc_endpoint": [sample.endpoint(values)]}}
