package assemble

import (
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const prefixList = "aws_ec2_managed_prefix_list"

// foldPrefix adds an entry that is declared by itself to those of its list.
func foldPrefix(part, into *snapshot.Observation) {
	foldObject(part, into, "cidr", "/entry")
}

// namesLists says whether a rule of a group names a prefix list.
func namesLists(group *snapshot.Observation) bool {
	rules, _ := group.Values["ingress"].([]any)
	return group.Type == "aws_security_group" && !isDeleted(group) && slices.ContainsFunc(rules, func(rule any) bool {
		values, _ := rule.(map[string]any)
		return values["prefix_list_ids"] != nil
	})
}

// spell writes the ranges of the prefix lists that the rules of a group name beside what these
// rules name, in the places where the lists have them: whom a rule lets in is who is in them.
func spell(group *snapshot.Observation, graph *graph) {
	rules, _ := group.Values["ingress"].([]any)
	rules = slices.Clone(rules)
	for i := range rules {
		rule, _ := rules[i].(map[string]any)
		if rule["prefix_list_ids"] == nil {
			continue
		}
		rule = maps.Clone(rule)
		rules[i] = rule
		at := snapshot.Element("/ingress", i)
		for k := range size(rule["prefix_list_ids"]) {
			named := snapshot.Element(snapshot.Child(at, "prefix_list_ids"), k)
			lists := graph.targets(group, join{pointer: named, to: prefixList})
			for _, list := range lists {
				spellList(group, at, rule, list)
			}
			if len(lists) == 0 {
				why := snapshot.Unknown{Expression: group.Unknown[named].Expression, Reason: "no source has that prefix list"}
				setUnknown(group, grow(at, rule, nil), why)
			}
		}
	}
	group.Values["ingress"] = rules
}

func spellList(group *snapshot.Observation, at string, rule map[string]any, list *snapshot.Observation) {
	for k := range size(list.Values["entry"]) {
		addRange(group, at, rule, list, snapshot.Child(snapshot.Element("/entry", k), "cidr"))
	}
	if _, unknown := list.Unknown["/entry"]; unknown {
		addRange(group, at, rule, list, "/entry")
	}
}

// addRange adds what a list has at a pointer to the ranges of a rule.
func addRange(group *snapshot.Observation, at string, rule map[string]any, list *snapshot.Observation, from string) {
	cidr, _ := snapshot.Lookup(list.Values, from)
	if _, known := cidr.(string); !known {
		cidr = nil
	}
	moveFacts(list, group, from, grow(at, rule, cidr))
}

// grow gives a rule one range more, and where it stands in the group.
func grow(at string, rule map[string]any, cidr any) (pointer string) {
	const key = "prefix_list_ranges" // and not among its own, which a service shows alone
	ranges, _ := rule[key].([]any)
	rule[key] = append(slices.Clip(ranges), cidr)
	return snapshot.Element(snapshot.Child(at, key), len(ranges))
}
