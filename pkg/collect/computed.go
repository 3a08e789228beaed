package collect

import (
	"maps"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// compute marks what the platform computes and the source does not set as unknown: an
// ARN that is not in the source is not unset, it is known after apply. Where the source
// sets none of it and all else is known, which is so nearly always, the map is shared.
func compute(shape *snapshot.Shape, o *snapshot.Observation) {
	if !o.Complete || snapshot.Tool(o.Source) == "" || len(shape.Computed) == 0 {
		return
	}
	if len(o.Unknown) == 0 && !setsAny(shape, o) {
		o.Unknown = shape.Computed
		return
	}
	unknown := maps.Clone(o.Unknown)
	if unknown == nil {
		unknown = make(map[string]snapshot.Unknown, len(shape.Computed))
	}
	for pointer, why := range shape.Computed {
		if _, set := o.Values[pointer[1:]]; !set && !isUnknown(o, pointer) {
			unknown[pointer] = why
		}
	}
	o.Unknown = unknown
}

func setsAny(shape *snapshot.Shape, o *snapshot.Observation) bool {
	for pointer := range shape.Computed {
		if _, set := o.Values[pointer[1:]]; set {
			return true
		}
	}
	return false
}

func isUnknown(o *snapshot.Observation, pointer string) bool {
	if len(o.Unknown) == 0 {
		return false
	}
	if _, ok := o.Unknown[""]; ok {
		return true
	}
	return contains(o.Unknown, pointer)
}

func contains(unknown map[string]snapshot.Unknown, pointer string) bool {
	for at := range unknown {
		if snapshot.Within(at, pointer) {
			return true
		}
	}
	return false
}
