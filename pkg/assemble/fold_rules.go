package assemble

import "github.com/pinelint/pinelint/pkg/snapshot"

func foldRule(part, into *snapshot.Observation) {
	switch part.Values["type"] {
	case "ingress":
		appendRule(part, into, "/ingress", ruleFields())
	case "egress":
		appendRule(part, into, "/egress", ruleFields())
	default:
		if missing, ok := part.Unknown["/type"]; ok {
			setUnknown(into, "/ingress", missing)
			setUnknown(into, "/egress", missing)
		}
	}
}

func foldIngress(part, into *snapshot.Observation) {
	appendRule(part, into, "/ingress", splitRuleFields())
}

func foldEgress(part, into *snapshot.Observation) {
	appendRule(part, into, "/egress", splitRuleFields())
}

// field moves an attribute of a part to one of a group's rule; list says that it becomes
// the one element of a list there.
type field struct {
	from, to string
	list     bool
}

func ruleFields() []field {
	return []field{
		{"protocol", "protocol", false}, {"from_port", "from_port", false}, {"to_port", "to_port", false},
		{"cidr_blocks", "cidr_blocks", false}, {"ipv6_cidr_blocks", "ipv6_cidr_blocks", false},
		{"prefix_list_ids", "prefix_list_ids", false}, {"self", "self", false},
		{"source_security_group_id", "security_groups", true}, {"description", "description", false},
	}
}

func splitRuleFields() []field {
	return []field{
		{"ip_protocol", "protocol", false}, {"from_port", "from_port", false}, {"to_port", "to_port", false},
		{"cidr_ipv4", "cidr_blocks", true}, {"cidr_ipv6", "ipv6_cidr_blocks", true},
		{"prefix_list_id", "prefix_list_ids", true}, {"referenced_security_group_id", "security_groups", true},
		{"description", "description", false},
	}
}

func appendRule(part, into *snapshot.Observation, pointer string, fields []field) {
	rule := map[string]any{}
	at := appendElement(part, into, pointer, rule)
	for _, field := range fields {
		target := snapshot.Child(at, field.to)
		if field.list {
			target = snapshot.Element(target, 0)
		}
		if value, ok := part.Values[field.from]; ok {
			if field.list {
				value = []any{value}
			}
			rule[field.to] = value
		}
		if moveFacts(part, into, "/"+field.from, target) && field.list && rule[field.to] == nil {
			rule[field.to] = []any{nil}
		}
	}
}
