package evaluate

import (
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// evidence is the value at a pointer as each source saw it. That it is unset is said only
// where no source has it: a source that cannot hold it says nothing by its silence.
func evidence(resource *snapshot.Resource, pointer string) []finding.Evidence {
	if pointer == "" {
		return nil
	}
	_, anywhere := snapshot.Lookup(resource.Values, pointer)
	var all []finding.Evidence
	for _, observation := range resource.Observations {
		value, set := snapshot.Lookup(observation.Values, pointer)
		if !set && (anywhere || !observation.Complete || !tells(observation, pointer)) {
			continue
		}
		call := observation.CallAt(pointer)
		switch {
		case large(value) && call == nil:
			continue
		case large(value): // that a service showed it counts also where it is too much to show
			value = "…"
		}
		seen := finding.Evidence{
			Source: observation.Source, Address: observation.Address, Pointer: pointer, Value: value,
		}
		if at, ok := observation.Locations.Nearest(pointer); ok {
			place := Location(at.Location)
			seen.Location = &place
		}
		if call != nil {
			by := finding.Call(*call)
			seen.Call = &by
		}
		all = append(all, seen)
	}
	return all
}

// tells says whether an observation could have what is at a pointer.
func tells(observation *snapshot.Observation, pointer string) bool {
	_, unknown := observation.Unknown[pointer]
	return !unknown && (observation.Call == nil || !ofTerraform(pointer))
}

// ofTerraform says whether only Terraform has what is at a pointer.
func ofTerraform(pointer string) bool {
	return snapshot.Within(pointer, "/lifecycle") || snapshot.Within(pointer, "/change")
}

// large says whether a value is too much to show beside a finding, or has places in it
// that are not known.
func large(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		return len(value) > 8 || slices.ContainsFunc(slices.Collect(maps.Values(value)), nested)
	case []any:
		return len(value) > 8 || slices.Contains(value, nil) || slices.ContainsFunc(value, nested)
	default:
		return false
	}
}

func nested(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	default:
		return false
	}
}

// Location is a place of a snapshot as results have it.
func Location(from snapshot.Location) finding.Location {
	return finding.Location{
		File:      from.File,
		StartLine: int(from.StartLine), StartColumn: int(from.StartColumn),
		EndLine: int(from.EndLine), EndColumn: int(from.EndColumn),
	}
}

// Sources is what a snapshot says of its sources, as results have it.
func Sources(evidence *snapshot.Snapshot) []finding.Source {
	all := make([]finding.Source, 0, len(evidence.Sources))
	unread := countUnread(evidence)
	for _, source := range evidence.Sources {
		read := finding.Source{
			ID: source.ID, Status: source.Status, Reason: source.Reason,
			Permission: source.Permission, Counts: source.Counts,
		}
		for _, refusal := range source.Refusals {
			read.Refusals = append(read.Refusals, finding.Refusal{
				Permission: refusal.Permission, Calls: refusal.Calls, Grant: refusal.Grant,
				Facts: unread[hidden{source.ID, refusal.Permission}],
			})
		}
		for _, problem := range source.Problems {
			said := finding.Problem{Kind: problem.Kind, Message: problem.Message}
			if problem.Location != nil {
				at := Location(*problem.Location)
				said.Location = &at
			}
			read.Problems = append(read.Problems, said)
		}
		all = append(all, read)
	}
	return all
}

// hidden is what a source did not show for want of a permission.
type hidden struct{ source, permission string }

// countUnread counts the facts that are unread, each by the first source that hides it.
func countUnread(evidence *snapshot.Snapshot) map[hidden]int {
	counts := map[hidden]int{}
	for _, resources := range evidence.Resources {
		for _, resource := range resources {
			for pointer, permission := range resource.Unread {
				by := func(o *snapshot.Observation) bool { return o.Unread[pointer] == permission }
				if at := slices.IndexFunc(resource.Observations, by); at >= 0 {
					counts[hidden{resource.Observations[at].Source, permission}]++
				}
			}
		}
	}
	return counts
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
