package assemble

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/drift"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// merge makes one resource of the observations of one thing. Where several have a value,
// a live reading counts before a plan, a plan before source, and source before the
// manifest, path by path. The shape says which of them no service shows; it may be nil.
func merge(observations []*snapshot.Observation, shape *snapshot.Shape) *snapshot.Resource {
	resource := &snapshot.Resource{Type: observations[0].Type, Observations: observations}
	if len(observations) == 1 {
		only := observations[0]
		resource.Values, resource.Unknown, resource.Complete = only.Values, only.Unknown, only.Complete
		resource.Unread, resource.Incomplete = only.Unread, only.Incomplete
		return resource
	}
	ordered := slices.Clone(observations)
	slices.SortStableFunc(ordered, func(a, b *snapshot.Observation) int {
		return cmp.Compare(precedence(a), precedence(b))
	})
	resource.Values = map[string]any{}
	unknown := map[string]snapshot.Unknown{}
	for _, observation := range slices.Backward(ordered) {
		replaceShown(resource.Values, observation)
		overlay(resource.Values, observation.Values)
		if observation.Call != nil && observation.Complete {
			maps.DeleteFunc(unknown, func(pointer string, _ snapshot.Unknown) bool {
				return !withholds(observation, pointer) && !declaredUnknown(ordered, pointer)
			})
		}
		for pointer, why := range observation.Unknown {
			if _, said := unknown[pointer]; said && why.IsUnsaid() || isToldElsewhere(observation, ordered, shape, pointer) {
				continue
			}
			unknown[pointer] = why
		}
		resource.Complete = resource.Complete || observation.Complete
	}
	preferWritten(resource, ordered)
	maps.DeleteFunc(unknown, func(pointer string, _ snapshot.Unknown) bool {
		return has(resource.Values, pointer) && !silent(ordered, shape, pointer) || leftUnset(ordered, pointer)
	})
	explain(unknown, ordered)
	if len(unknown) > 0 {
		resource.Unknown = unknown
	}
	resource.Unread = unread(resource.Values, ordered, shape)
	resource.Withheld = withheld(resource)
	for _, observation := range ordered {
		resource.Incomplete = lacking(resource.Incomplete, observation.Incomplete)
	}
	return resource
}

// leftUnset says whether what only a plan does not know is what the source leaves to the
// provider: that makes a default of its own, as it does where there is no plan.
func leftUnset(ordered []*snapshot.Observation, pointer string) bool {
	written := false
	for _, observation := range ordered {
		_, unknown := observation.Unknown[pointer]
		switch {
		case unknown && (!isPlan(observation.Source) || len(observation.References[pointer]) > 0):
			return false
		case snapshot.Tool(observation.Source) != "":
			written = written || tells(pointer)(observation)
		}
	}
	return written
}

// neverShown says whether only who made a thing can tell what is at a pointer.
func neverShown(shape *snapshot.Shape, pointer string) bool {
	if shape == nil {
		return false
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	property := shape.Properties[name]
	return property != nil && property.WriteOnly
}

// isToldElsewhere says whether a service cannot tell what is at a pointer, and a declaration does.
func isToldElsewhere(
	observation *snapshot.Observation, ordered []*snapshot.Observation, shape *snapshot.Shape, pointer string,
) bool {
	return isLive(observation) && neverShown(shape, pointer) && slices.ContainsFunc(ordered, tells(pointer))
}

// tells says whether a declaration is complete and tells a value, or that it is unset.
func tells(pointer string) func(*snapshot.Observation) bool {
	return func(o *snapshot.Observation) bool { return o.Complete && !isLive(o) && !withholds(o, pointer) }
}

// withholds says whether an observation could not tell what is at a pointer.
func withholds(observation *snapshot.Observation, pointer string) bool {
	for at := range observation.Unread {
		if snapshot.Within(at, pointer) || snapshot.Within(pointer, at) {
			return true
		}
	}
	return unknownBelow(observation, pointer)
}

// declaredUnknown says whether a pointer is one of the manifest, which may say what no
// service can.
func declaredUnknown(observations []*snapshot.Observation, pointer string) bool {
	return slices.ContainsFunc(observations, func(o *snapshot.Observation) bool {
		_, ok := o.Unknown[pointer]
		return ok && strings.HasPrefix(o.Source, "manifest ")
	})
}

// unread is what a service refused to tell and nothing else says.
func unread(values map[string]any, ordered []*snapshot.Observation, shape *snapshot.Shape) map[string]string {
	var all map[string]string
	for _, observation := range ordered {
		for pointer, permission := range observation.Unread {
			if has(values, pointer) && !silent(ordered, shape, pointer) {
				continue
			}
			if all == nil {
				all = map[string]string{}
			}
			if all[pointer] == "" {
				all[pointer] = permission
			}
		}
	}
	return all
}

// precedence is lower for what counts first.
func precedence(observation *snapshot.Observation) int {
	switch {
	case isLive(observation):
		return 0
	case isPlan(observation.Source):
		return 1
	case isCode(observation.Source):
		return 2
	default: // the manifest, and files that somebody keeps beside it
		return 3
	}
}

// overlay writes a tree over another. Lists are taken whole, but that a place which is
// unknown on top keeps what is known below, if the lists have one length.
func overlay(below, above map[string]any) {
	for key, value := range above {
		below[key] = over(below[key], value)
	}
}

func over(below, above any) any {
	switch above := above.(type) {
	case map[string]any:
		merged := map[string]any{}
		if object, ok := below.(map[string]any); ok {
			overlay(merged, object)
		}
		overlay(merged, above)
		return merged
	case []any:
		list, ok := below.([]any)
		if !ok || len(list) != len(above) {
			return above
		}
		merged := slices.Clone(above)
		for i, element := range merged {
			if element == nil {
				merged[i] = list[i]
			}
		}
		return merged
	default:
		return above
	}
}

// preferWritten takes a policy document from the source where the source knows all of
// it: providers sort and shorten documents, so that a place in a plan's document may not
// be the same place in the file.
func preferWritten(resource *snapshot.Resource, ordered []*snapshot.Observation) {
	for _, observation := range ordered {
		if snapshot.Tool(observation.Source) == "" {
			continue
		}
		for key, value := range observation.Values {
			object, _ := value.(map[string]any)
			_, document := object["Statement"]
			if document && !unknownBelow(observation, "/"+key) && !drifted(ordered, key, value) {
				resource.Values[key] = value
			}
		}
	}
}

// drifted says whether a service shows another document than the source has.
func drifted(ordered []*snapshot.Observation, key string, written any) bool {
	return slices.ContainsFunc(ordered, func(o *snapshot.Observation) bool {
		shown, ok := o.Values[key]
		return ok && isLive(o) && !drift.SamePolicy(shown, written)
	})
}

func unknownBelow(observation *snapshot.Observation, pointer string) bool {
	for at := range observation.Unknown {
		if snapshot.Within(at, pointer) || snapshot.Within(pointer, at) {
			return true
		}
	}
	return false
}

// explain prefers, for what no source could tell, the reason that names an expression of
// the source to a plan's "known after apply", and of what a service has in a call of its own
// why that call did not tell it.
func explain(unknown map[string]snapshot.Unknown, ordered []*snapshot.Observation) {
	for pointer := range unknown {
		for _, observation := range ordered {
			if why, ok := observation.Unknown[pointer]; ok && isLive(observation) && !observation.Complete {
				unknown[pointer] = why
				break
			}
		}
		for _, observation := range ordered {
			if why, ok := observation.Unknown[pointer]; ok && why.Expression != "" {
				unknown[pointer] = why
				break
			}
		}
	}
}
