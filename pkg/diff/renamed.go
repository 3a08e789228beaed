package diff

import (
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// renamed is the older run with the ids that its rules and its resources have in the newer one,
// so that a rule that got another name, or a resource that was moved, is the same.
func renamed(old, now Side) Side {
	names := &names{rules: map[string]string{}, resources: map[string]string{}, prints: map[string]string{}}
	names.collect(old, now)
	if len(names.rules)+len(names.resources)+len(names.prints) == 0 {
		return old
	}
	return Side{Results: names.results(old.Results), Snapshot: names.snapshot(old.Snapshot), Files: old.Files}
}

// names are the newer ids and fingerprints by the older ones.
type names struct{ rules, resources, prints map[string]string }

func (n *names) collect(old, now Side) {
	for _, rule := range now.Results.Rules {
		for _, alias := range rule.Aliases {
			n.rules[alias] = rule.ID
		}
	}
	is := map[string]finding.Resource{}
	for _, found := range now.Results.Findings {
		for _, former := range found.Former {
			n.prints[former], is[former] = found.Fingerprint, found.Resource
		}
	}
	for former, found := range finding.Moved(traces(old.Results), now.Results, old.Files, now.Files) {
		if _, ok := n.prints[former]; !ok {
			n.prints[former], is[former] = found.Fingerprint, found.Resource
		}
	}
	for _, found := range old.Results.Findings {
		if resource, ok := is[found.Fingerprint]; ok && resource.ID != found.Resource.ID {
			n.resources[found.Resource.ID] = resource.ID
		}
	}
	if old.Snapshot == nil || now.Snapshot == nil {
		return
	}
	for name, resources := range now.Snapshot.Resources {
		before := byID(old.Snapshot.Resources[name])
		for _, resource := range resources {
			if older := former(resource, before); older != nil {
				n.resources[older.ID] = resource.ID
			}
		}
	}
}

// traces are all that results say of a resource, to find it in another file.
func traces(of *finding.Results) []finding.Trace {
	var all []finding.Trace
	for _, found := range of.Findings {
		one := finding.Trace{Rule: found.Rule, Resource: found.Resource.ID, Fingerprint: found.Fingerprint}
		if found.Location != nil {
			one.File = found.Location.File
		}
		all = append(all, one)
	}
	for _, tally := range of.Tallies {
		for _, id := range tally.Passed {
			all = append(all, finding.Trace{Rule: tally.Rule, Resource: id})
		}
	}
	return all
}

// former is what an older snapshot has of a resource that was moved since; nil where that is
// not so.
func former(resource *snapshot.Resource, before map[string]*snapshot.Resource) *snapshot.Resource {
	if before[resource.ID] != nil {
		return nil
	}
	for _, id := range resource.Formerly {
		if older := before[id]; older != nil {
			return older
		}
	}
	return nil
}

func rename(text *string, names map[string]string) {
	if name, ok := names[*text]; ok {
		*text = name
	}
}

func (n *names) results(old *finding.Results) *finding.Results {
	again := *old
	again.Rules, again.Tallies = slices.Clone(old.Rules), slices.Clone(old.Tallies)
	again.Findings = slices.Clone(old.Findings)
	for i := range again.Rules {
		rename(&again.Rules[i].ID, n.rules)
	}
	for i := range again.Tallies {
		tally := &again.Tallies[i]
		rename(&tally.Rule, n.rules)
		tally.Passed = slices.Clone(tally.Passed)
		for at := range tally.Passed {
			rename(&tally.Passed[at], n.resources)
		}
	}
	for i := range again.Findings {
		rename(&again.Findings[i].Rule, n.rules)
		rename(&again.Findings[i].Resource.ID, n.resources)
		rename(&again.Findings[i].Fingerprint, n.prints)
	}
	return &again
}

func (n *names) snapshot(old *snapshot.Snapshot) *snapshot.Snapshot {
	if old == nil || len(n.resources) == 0 {
		return old
	}
	again := *old
	again.Resources = maps.Clone(old.Resources)
	for name, resources := range again.Resources {
		again.Resources[name] = slices.Clone(resources)
		for i, resource := range resources {
			one := *resource
			rename(&one.ID, n.resources)
			again.Resources[name][i] = &one
		}
	}
	return &again
}
