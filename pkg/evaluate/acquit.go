package evaluate

import (
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// bare is a snapshot without what only declarations say of what a service withheld; nil where
// there is nothing of the kind. A declaration of what a service was asked for and did not tell
// can convict, as it is wrong whatever runs. It cannot acquit: so nothing passes that does not
// pass without it.
func bare(evidence *snapshot.Snapshot) *snapshot.Snapshot {
	rest := &snapshot.Snapshot{
		Schema: evidence.Schema, Version: evidence.Version, Sources: evidence.Sources,
		Resources: make(map[string][]*snapshot.Resource, len(evidence.Resources)),
	}
	some := false
	for name, resources := range evidence.Resources {
		list := slices.Clone(resources)
		for i, resource := range list {
			if rests(resource) {
				list[i], some = stripped(resource), true
			}
		}
		rest.Resources[name] = list
	}
	if !some {
		return nil
	}
	return rest
}

func rests(resource *snapshot.Resource) bool {
	return len(resource.Withheld) > 0 || resource.Access != nil && resource.Access.Shown != nil
}

func stripped(resource *snapshot.Resource) *snapshot.Resource {
	rest := *resource
	for _, pointer := range resource.Withheld {
		rest.Values, _ = without(rest.Values, snapshot.Tokens(pointer)).(map[string]any)
	}
	if rest.Access != nil && rest.Access.Shown != nil {
		rest.Access = rest.Access.Shown
	}
	return &rest
}

// without is a tree without what stands at a path; the tree itself stays as it is.
func without(tree any, path []string) any {
	object, ok := tree.(map[string]any)
	if !ok || len(path) == 0 {
		return nil
	}
	rest := maps.Clone(object)
	if value := without(object[path[0]], path[1:]); value != nil && len(path) > 1 {
		rest[path[0]] = value
	} else {
		delete(rest, path[0])
	}
	return rest
}

// acquit is the verdict on a resource where what services withheld does not count in its
// favour. The verdict that was found rests on declarations too.
func (j *judge) acquit(
	found []finding.Finding, rule finding.Rule, resource *snapshot.Resource, needs, appliesNeeds []need,
) []finding.Finding {
	if j.bare == nil || len(found) > 0 && found[0].Verdict != finding.Pass {
		return found
	}
	again := j.bare.verdict(rule, j.bare.index[resource.ID], needs, appliesNeeds)
	switch {
	case len(again) == 0 && len(found) == 0, len(again) > 0 && again[0].Verdict == finding.Pass:
		return found
	case len(again) > 0 && again[0].Verdict == finding.Inconclusive:
		return again
	default:
		return []finding.Finding{j.inconclusive(rule, resource, j.doubts(resource))}
	}
}

// doubts are what services withheld of a resource, or else of those that it is linked to,
// each reason once.
func (j *judge) doubts(resource *snapshot.Resource) []finding.Missing {
	all := doubtsOf(resource, "")
	for _, relation := range sortedKeys(resource.Links) {
		for _, id := range resource.Links[relation] {
			if linked, ok := j.index[id]; ok && len(all) == 0 {
				all = doubtsOf(linked, relation+":")
			}
		}
	}
	if len(all) == 0 {
		all = []finding.Missing{{Reason: "a service did not show all that counts", Needed: "a live reading"}}
	}
	return all
}

func doubtsOf(resource *snapshot.Resource, prefix string) []finding.Missing {
	var all []finding.Missing
	for _, pointer := range resource.Withheld {
		for _, missing := range missingAt(resource, need{text: prefix + pointer, pointer: pointer}) {
			if !slices.ContainsFunc(all, func(known finding.Missing) bool { return known.Reason == missing.Reason }) {
				all = append(all, missing)
			}
		}
	}
	return all
}
