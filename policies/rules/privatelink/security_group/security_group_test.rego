package policies.rules.privatelink.security_group_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.security_group as rule

test_fail_internet if {
	group := sample.whole("group", {"ingress": [_https({"cidr_blocks": ["0.0.0.0/0"]})]})
	denied := rule.deny with input as _endpoint(["sg-0a"], group)
	sample.messages(denied) == {concat(" ", [
		`security group "group" of VPC endpoint "endpoint"`,
		`lets in the internet: allow only clients`,
	])}
	{finding.place.pointer | some finding in denied} == {"/ingress/0/cidr_blocks/0"}
}

test_fail_nobody if {
	denied := rule.deny with input as _endpoint(["sg-0a"], sample.whole("group", {}))
	sample.messages(denied) == {`no rule of "group" lets clients of VPC endpoint "endpoint" in: allow TCP 443`}
}

# The rules that a module gets are edited where it gets them.
test_fail_rules_of_a_module if {
	every attribute, allowed in {
		"protocol": {"protocol": "udp", "from_port": 443, "to_port": 443},
		"from_port": {"protocol": "tcp", "from_port": 8080, "to_port": 8090},
		"to_port": {"protocol": "tcp", "from_port": 80, "to_port": 80},
	} {
		group := object.union(sample.whole("group", {"ingress": [allowed]}), {"name": "module.a.aws_security_group.this[0]"})
		whole := _endpoint(["sg-0a"], group)
		made := object.union(whole.resources.aws_vpc_endpoint[0], {"name": "module.a.aws_vpc_endpoint.this"})
		evidence := object.union(whole, {"resources": {"aws_vpc_endpoint": [made]}})
		denied := rule.deny with input as evidence
		{finding.place.pointer | some finding in denied} == {$"/ingress/0/{attribute}"}
	}
}

test_success_clients if {
	every source in [{"cidr_blocks": ["10.0.0.0/16"]}, {"security_groups": ["sg-0b"]}, {"self": true}] {
		denied := rule.deny with input as _endpoint(["sg-0a"], sample.whole("group", {"ingress": [_https(source)]}))
		denied == set()
	}
}

test_success_unknown_rules if {
	group := sample.whole("group", {"ingress": [_https({"cidr_blocks": [null]})]})
	denied := rule.deny with input as _endpoint(["sg-0a"], sample.hidden(group, ["/ingress/0/cidr_blocks/0"]))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/security_group_ids"]}
}

# The id of the clients' group is known only after an apply. That there is one is enough.
test_success_group_of_clients if {
	group := sample.whole("group", {"ingress": [_https({"security_groups": [null]})]})
	denied := rule.deny with input as _endpoint(["sg-0a"], sample.hidden(group, ["/ingress/0/security_groups/0"]))
	denied == set()
}

test_fail_group_on_other_port if {
	rules := [{"protocol": "tcp", "from_port": 80, "to_port": 80, "security_groups": [null]}]
	group := sample.hidden(sample.whole("group", {"ingress": rules}), ["/ingress/0/security_groups/0"])
	denied := rule.deny with input as _endpoint(["sg-0a"], group)
	sample.places(denied) == {["endpoint", "/security_group_ids"]}
}

test_success_unknown_group if {
	denied := rule.deny with input as _endpoint(["sg-0a", "sg-0b"], sample.whole("group", {}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/security_group_ids"]}
}

test_success_group_of_the_vpc if {
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [sample.endpoint({"security_group_ids": []})]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", "/security_group_ids"]}
}

_https(source) := object.union({"protocol": "tcp", "from_port": 443, "to_port": 443}, source)

_endpoint(ids, group) := {
	"resources": {"aws_vpc_endpoint": [sample.linked(
		sample.endpoint({"security_group_ids": ids}),
		{"security_groups": ["group"]},
	)]},
	"linked": {"group": group},
}
