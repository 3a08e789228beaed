package drift

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// traffic is what rules of a security group for one protocol and range of ports name: AWS
// has them as one, however many they were written as.
type traffic struct {
	pointer string // of the first rule
	rules   []any
	names   map[string][]item // by the attribute that has them
}

// firewall compares the rules of a security group by whom they let through.
func (c *comparison) firewall(at spot, declared, live any) {
	if reason := c.hidden(at.live); reason != "" && live == nil {
		c.undecided(at, reason)
		return
	}
	for _, rule := range items(declared, at.declared) {
		for _, name := range []string{"protocol", "from_port", "to_port"} {
			if why, ok := c.unknown(snapshot.Child(rule.pointer, name)); ok {
				c.undecided(both(rule.pointer), declaredAs(why))
				return
			}
		}
	}
	written, shown := c.traffic(declared, at.declared), c.traffic(live, at.live)
	for _, header := range slices.Sorted(maps.Keys(shown)) {
		if written[header] == nil {
			c.differ(spot{at.declared, shown[header].pointer}, nil, shown[header].rules)
		}
	}
	for _, header := range slices.Sorted(maps.Keys(written)) {
		one, other := written[header], shown[header]
		if other == nil {
			c.differ(spot{one.pointer, at.live}, one.rules, nil)
			continue
		}
		for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"} {
			place := spot{snapshot.Child(one.pointer, name), snapshot.Child(other.pointer, name)}
			c.sets(place, one.names[name], other.names[name], lower, func(c *comparison, at spot, declared, live any) {
				c.value(nil, at, declared, live)
			})
		}
	}
}

func lower(value any) any { return strings.ToLower(fmt.Sprint(value)) }

// traffic gathers rules. A group that names itself does so in two ways.
func (c *comparison) traffic(list any, pointer string) map[string]*traffic {
	all := map[string]*traffic{}
	for _, one := range items(list, pointer) {
		rule, ok := one.value.(map[string]any)
		if !ok {
			continue
		}
		into := all[header(rule)]
		if into == nil {
			into = &traffic{pointer: one.pointer, names: map[string][]item{}}
			all[header(rule)] = into
		}
		into.rules = append(into.rules, rule)
		for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"} {
			if rule[name] != nil {
				into.names[name] = append(into.names[name], items(rule[name], snapshot.Child(one.pointer, name))...)
			}
		}
		if rule["self"] == true {
			into.names["security_groups"] = append(into.names["security_groups"],
				item{snapshot.Child(one.pointer, "self"), c.live.Values["id"]})
		}
	}
	return all
}

// header is the protocol and the ports of a rule, where each has several names.
func header(rule map[string]any) string {
	protocol := strings.ToLower(fmt.Sprint(rule["protocol"]))
	if name, ok := map[string]string{"-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}[protocol]; ok {
		protocol = name
	}
	if protocol == "all" {
		return protocol
	}
	return fmt.Sprintf("%s %v-%v", protocol, rule["from_port"], rule["to_port"])
}
