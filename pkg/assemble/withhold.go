package assemble

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// withhold says of what is declared, and that a service which was asked did not show, that
// it was not shown: a declaration says what somebody wants, and not what runs. It says too
// of which resources there may be more than were seen.
func withhold(resources []*snapshot.Resource, sources []snapshot.Source, types snapshot.Types) {
	gaps, unfound := newOutages(sources), notFound(resources)
	if len(gaps)+len(unfound) == 0 {
		return
	}
	byID := map[string]*snapshot.Resource{}
	for _, resource := range resources {
		byID[resource.ID] = resource
	}
	for _, resource := range resources {
		resource.Incomplete = lacking(resource.Incomplete, gaps.relations(resource))
		if slices.ContainsFunc(resource.Observations, isShown) {
			continue
		}
		why := gaps.of(resource.Type, owners(resource, byID))
		if why == nil {
			why = unfound[resource]
		}
		if why != nil {
			hideAll(resource, types[resource.Type], why)
		}
	}
}

// notFound are declared resources that Pinecone uses, and that AWS does not show where it
// was read.
func notFound(resources []*snapshot.Resource) map[*snapshot.Resource]*snapshot.Source {
	if !slices.ContainsFunc(resources, shownByAWS) {
		return nil
	}
	missing := map[*snapshot.Resource]*snapshot.Source{}
	why := &snapshot.Source{Reason: "it was not found in AWS"}
	for _, resource := range resources {
		if isUnseen(resource) {
			missing[resource] = why
		}
	}
	return missing
}

// hideAll says of all that a service would have shown of a resource that it did not.
func hideAll(resource *snapshot.Resource, shape *snapshot.Shape, why *snapshot.Source) {
	if shape == nil {
		return
	}
	resource.Unknown, resource.Unread = written(resource.Unknown), written(resource.Unread)
	for name, property := range shape.Properties {
		pointer := snapshot.Child("", name)
		switch {
		case property.WriteOnly || name == "project" || slices.Contains(identifiers[resource.Type], name):
		case slices.ContainsFunc(resource.Observations, speaksOf(pointer)):
		case why.Permission != "":
			resource.Unread[pointer] = why.Permission
		default:
			resource.Unknown[pointer] = snapshot.Unknown{Reason: why.Reason}
		}
	}
	resource.Withheld = withheld(resource)
}

// isShown says whether a service shows a thing, and not only counts what it has.
func isShown(o *snapshot.Observation) bool { return isLive(o) && o.Complete }

// speaksOf says whether a service tells a value, or itself says why not.
func speaksOf(pointer string) func(*snapshot.Observation) bool {
	return func(o *snapshot.Observation) bool {
		return isLive(o) && (has(o.Values, pointer) || withholds(o, pointer))
	}
}

func has(values map[string]any, pointer string) bool {
	value, ok := snapshot.Lookup(values, pointer)
	return ok && value != nil
}

// silent says whether a service was asked for a value and none told it, so that a
// declaration stands in for it.
func silent(observations []*snapshot.Observation, shape *snapshot.Shape, pointer string) bool {
	asked := false
	for _, observation := range observations {
		_, unknown := observation.Unknown[pointer]
		_, unread := observation.Unread[pointer]
		switch {
		case !isLive(observation), neverShown(shape, pointer):
		case has(observation.Values, pointer):
			return false
		case unknown, unread:
			asked = true
		}
	}
	return asked
}

// withheld are the pointers of values that nobody who was asked for them told.
func withheld(resource *snapshot.Resource) []string {
	var all []string
	for pointer := range resource.Unknown {
		if has(resource.Values, pointer) {
			all = append(all, pointer)
		}
	}
	for pointer := range resource.Unread {
		if has(resource.Values, pointer) && !slices.Contains(all, pointer) {
			all = append(all, pointer)
		}
	}
	slices.Sort(all)
	return all
}

// lacking has more reasons why relations are incomplete.
func lacking(known, more map[string]string) map[string]string {
	if len(more) == 0 {
		return known
	}
	all := maps.Clone(more)
	maps.Copy(all, known)
	return all
}

// shows says whether a live observation tells all that stands at a pointer, be it nothing.
func shows(o *snapshot.Observation, pointer string) bool {
	return isLive(o) && o.Complete && !withholds(o, pointer) && (has(o.Values, pointer) || o.Calls[pointer] != nil)
}

// replaceShown takes from declared values the attributes that a live observation tells: what
// is declared and not there does not become a part of it.
func replaceShown(values map[string]any, by *snapshot.Observation) {
	if !isLive(by) {
		return
	}
	for name := range values {
		if shows(by, snapshot.Child("", name)) {
			delete(values, name)
		}
	}
}

func isUnseen(resource *snapshot.Resource) bool {
	used := strings.HasPrefix(resource.Type, "aws_") && len(resource.Purposes) > 0
	return used && slices.ContainsFunc(resource.Observations, isDeclaration) && !shownByAWS(resource)
}

func shownByAWS(resource *snapshot.Resource) bool {
	return slices.ContainsFunc(resource.Observations, func(o *snapshot.Observation) bool {
		return strings.HasPrefix(o.Source, "aws.")
	})
}
