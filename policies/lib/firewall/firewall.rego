# METADATA
# description: What a security group lets in.
package policies.lib.firewall

import data.policies.lib.cidr

# METADATA
# description: The positions of the group's rules that let anyone at all in on a TCP port.
openings(group, port) := [position |
	some position, rule in object.get(group.values, "ingress", [])
	_covers(rule, port)
	_admits(rule)
]

# METADATA
# description: The JSON pointers of the address ranges that let the whole internet in on a TCP port.
internet(group, port) := [$"/ingress/{position}/{key}/{index}" |
	some position, rule in object.get(group.values, "ingress", [])
	_covers(rule, port)
	some key in ["cidr_blocks", "ipv6_cidr_blocks"]
	some index, range in rule[key]
	cidr.internet(range)
]

_covers(rule, _) if rule.protocol in {"-1", "all"}

_covers(rule, port) if {
	lower(rule.protocol) in {"tcp", "6"}
	rule.from_port <= port
	rule.to_port >= port
}

_admits(rule) if rule.self

_admits(rule) if {
	some key in ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"]
	count(rule[key]) > 0
}
