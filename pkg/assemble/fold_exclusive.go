package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// exclusiveInline is what takes all inline policies off a role but those that it names.
const exclusiveInline = "aws_iam_role_policies_exclusive"

// exclusiveLast are the observations of a unit, with what takes policies off a role behind what
// puts them on it.
func exclusiveLast(unit []*snapshot.Observation) []*snapshot.Observation {
	isLast := func(o *snapshot.Observation) bool { return o.Type == exclusiveInline }
	if !slices.ContainsFunc(unit, isLast) {
		return unit
	}
	sorted := slices.Clone(unit)
	slices.SortStableFunc(sorted, func(x, y *snapshot.Observation) int {
		switch {
		case isLast(x) == isLast(y):
			return 0
		case isLast(x):
			return 1
		default:
			return -1
		}
	})
	return sorted
}

// foldExclusive writes what a role is to have of policies, and no others.
func foldExclusive(part, into *snapshot.Observation) {
	if part.Type == exclusiveInline {
		takeOff(part, into)
		return
	}
	foldAttachments(part, into)
}

// takeOff leaves open each inline policy of a role that is not named: it is taken off by one
// resource and put on by another, and which of them comes last differs from apply to apply.
func takeOff(part, into *snapshot.Observation) {
	policies, _ := into.Values["inline_policies"].(map[string]any)
	if len(policies) == 0 {
		return
	}
	policies = written(policies)
	address := strings.ReplaceAll(part.Address, snapshot.SomeInstance, "")
	for name := range policies {
		named, unsure := listsPolicy(part, name)
		if named {
			continue
		}
		reason := address + " takes it off the role"
		if unsure {
			reason = "whether " + reason + " is not known"
		}
		delete(policies, name)
		setUnknown(into, snapshot.Child("/inline_policies", name), snapshot.Unknown{Reason: reason})
	}
	into.Values["inline_policies"] = policies
}

// listsPolicy says whether a list of names has a policy's, by itself or by referring to it, or whether
// nobody can tell. A policy whose name is not known is called by its address.
func listsPolicy(part *snapshot.Observation, policy string) (named, unsure bool) {
	list, known := part.Values["policy_names"].([]any)
	if !known {
		return false, true
	}
	for i, name := range list {
		if name == policy {
			return true, false
		}
		unsure = unsure || name == nil
		for _, reference := range part.References[snapshot.Element("/policy_names", i)] {
			_, address := snapshot.Referred("", reference)
			if address == policy+".name" || address == policy+".id" {
				return true, false
			}
		}
	}
	return false, unsure || snapshot.Hides(part.Unknown, "/policy_names")
}
