# METADATA
# description: What a security group lets in.
package policies.lib.firewall

import data.policies.lib.cidr
import data.policies.lib.known

# METADATA
# description: |
#   True where it is certain that the group lets nobody in on a TCP port: all its rules are
#   known, and none that covers the port names anyone.
shut(group, port) if {
	not unclear(group, port)
	every rule in object.get(group.values, "ingress", []) { not _opens(rule, port) }
}

# METADATA
# description: |
#   True where it is not known whether the group lets anyone in on a TCP port, or the internet.
#   Which group a rule names is often known only after an apply, and does not matter: it is not
#   everyone. Nor does the id of a prefix list: what the list has stands beside it.
# scope: document
unclear(group, port) if {
	some missing in [object.get(group, "unknown", {}), object.get(group, "unread", {})]
	some pointer, _ in missing
	_matters(group, pointer, port)
}

unclear(group, _) if {
	not group.complete
	not known.value(group, "/ingress")
}

# METADATA
# scope: document
# description: Why it is not known, as a clause that begins with a colon; empty where nothing tells.
reasons(group, port) := $": {concat("; ", told)}" if {
	told := {why.reason |
		some pointer, why in group.unknown
		_matters(group, pointer, port)
	}
	count(told) > 0
} else := ""

_matters(group, pointer, port) if {
	startswith(pointer, "/ingress")
	not regex.match(`^/ingress/[0-9]+/(description|(security_groups|prefix_list_ids)/[0-9]+)$`, pointer)
	not _private(pointer, object.get(group, ["unknown", pointer, "expression"], ""))
	not _of_other_ports(group, pointer, port)
}

# METADATA
# description: The JSON pointers of the address ranges that let the whole internet in on a TCP port.
internet(group, port) := [$"/ingress/{position}/{key}/{index}" |
	some position, rule in object.get(group.values, "ingress", [])
	_covers(rule, port)
	some key in ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ranges"]
	some index, range in rule[key]
	cidr.internet(range)
]

_of_other_ports(group, pointer, port) if {
	rule := group.values.ingress[to_number(split(pointer, "/")[2])]
	_elsewhere(rule, port)
}

_elsewhere(rule, _) if lower(rule.protocol) in {"udp", "17", "icmp", "1", "icmpv6", "58"}

_elsewhere(rule, port) if {
	lower(rule.protocol) in {"tcp", "6"}
	rule.from_port > port
}

_elsewhere(rule, port) if {
	lower(rule.protocol) in {"tcp", "6"}
	rule.to_port < port
}

# The range of a VPC or a subnet, which AWS does not let be everyone's.
_private(pointer, expression) if {
	regex.match(`^/ingress/[0-9]+/(ipv6_)?cidr_blocks/[0-9]+$`, pointer)
	regex.match(`^(data\.)?aws_(vpc|subnet)\.[^.]+\.(cidr_block_associations\[[0-9]+\]\.)?(ipv6_)?cidr_block$`, expression)
}

_opens(rule, port) if {
	_covers(rule, port)
	_admits(rule)
}

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
