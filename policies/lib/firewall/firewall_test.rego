package policies.lib.firewall_test

import data.policies.lib.firewall
import data.policies.lib.sample_test as sample

test_shut if {
	every rules in [
		[],
		[{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}],
		[{"protocol": "udp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"]}],
		[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []}],
	] {
		firewall.shut(sample.whole("group", {"ingress": rules}), 443)
	}
}

test_open if {
	every rule in [
		{"protocol": "-1", "from_port": 0, "to_port": 0, "self": true},
		{"protocol": "tcp", "from_port": 0, "to_port": 65535, "security_groups": ["sg-0a"]},
		{"protocol": "6", "from_port": 443, "to_port": 443, "prefix_list_ids": ["pl-0a"]},
	] {
		not firewall.shut(sample.whole("group", {"ingress": [rule]}), 443)
	}
}

test_unknown_is_not_shut if {
	not firewall.shut(sample.partial("group", {}), 443)
	not firewall.shut(sample.hidden(sample.whole("group", {}), ["/ingress/0/cidr_blocks"]), 443)
}

test_unclear if {
	group := sample.whole("group", {"ingress": [{"protocol": "tcp", "security_groups": [null]}]})
	every pointer in ["/ingress", "/ingress/0/cidr_blocks/0", "/ingress/0/from_port", "/ingress/0/security_groups"] {
		firewall.unclear(sample.hidden(group, [pointer]), 443)
	}
	every pointer in ["/ingress/0/security_groups/0", "/ingress/0/prefix_list_ids/0", "/egress/0/cidr_blocks/0"] {
		not firewall.unclear(sample.hidden(group, [pointer]), 443)
	}
	firewall.unclear(sample.partial("group", {}), 443)
	firewall.unclear(object.union(group, {"unread": {"/ingress": "ec2:DescribeSecurityGroupRules"}}), 443)
}

test_what_is_unknown_for_other_ports_is_clear if {
	every rule in [
		{"protocol": "tcp", "from_port": 22, "to_port": 22},
		{"protocol": "6", "from_port": 8443},
		{"protocol": "UDP", "from_port": 0, "to_port": 65535},
		{"protocol": "icmp", "from_port": -1, "to_port": -1},
	] {
		group := sample.whole("group", {"ingress": [rule]})
		not firewall.unclear(sample.hidden(group, ["/ingress/0/prefix_list_ranges/0"]), 443)
	}
	every rule in [
		{"protocol": "tcp", "from_port": 0, "to_port": 65535},
		{"protocol": "tcp", "from_port": 0},
		{"protocol": "-1", "from_port": 22, "to_port": 22},
		{"from_port": 22, "to_port": 22},
		{"protocol": "tcp", "to_port": 443},
	] {
		group := sample.whole("group", {"ingress": [rule]})
		firewall.unclear(sample.hidden(group, ["/ingress/0/prefix_list_ranges/0"]), 443)
	}
}

test_reasons if {
	rules := [{"protocol": "tcp", "from_port": 443, "to_port": 443}, {"protocol": "tcp", "from_port": 22, "to_port": 22}]
	group := object.union(sample.whole("group", {"ingress": rules}), {"unknown": {
		"/ingress/0/prefix_list_ranges/0": {"reason": "no source has that prefix list"},
		"/ingress/1/cidr_blocks/0": {"reason": "known after apply"},
		"/ingress/0/security_groups/0": {"reason": "known after apply"},
	}})
	firewall.reasons(group, 443) == ": no source has that prefix list"
	firewall.reasons(sample.partial("group", {}), 443) == ""
}

test_range_of_a_network_is_clear if {
	rule := {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": [null]}
	group := sample.whole("group", {"ingress": [rule]})
	at := "/ingress/0/cidr_blocks/0"
	every expression in [
		"data.aws_vpc.main.cidr_block", "aws_vpc.main[0].cidr_block", "data.aws_subnet.a.ipv6_cidr_block",
		"data.aws_vpc.main.cidr_block_associations[0].cidr_block",
	] {
		known := object.union(group, {"unknown": {at: {"expression": expression}}})
		not firewall.unclear(known, 443)
		not firewall.shut(known, 443)
	}
	every expression in ["var.vpc_cidr", "data.aws_vpc_ipam_pool.main.cidr_block", "data.aws_vpc.main.id"] {
		firewall.unclear(object.union(group, {"unknown": {at: {"expression": expression}}}), 443)
	}
}

test_internet if {
	group := sample.whole("group", {"ingress": [
		{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]},
		{"protocol": "-1", "ipv6_cidr_blocks": ["::/0"], "prefix_list_ranges": ["10.0.0.0/8", "0.0.0.0/0"]},
		{"protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/0"]},
	]})
	{pointer | some pointer in firewall.internet(group, 443)} == {
		"/ingress/0/cidr_blocks/1",
		"/ingress/1/ipv6_cidr_blocks/0",
		"/ingress/1/prefix_list_ranges/1",
	}
}
