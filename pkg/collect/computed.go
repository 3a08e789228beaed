package collect

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// compute marks what the platform computes and the source does not set as unknown: an
// ARN that is not in the source is not unset, it is known after apply.
func compute(shape *snapshot.Shape, o *snapshot.Observation) {
	if !o.Complete || !strings.HasPrefix(o.Source, "terraform ") {
		return
	}
	for _, name := range shape.Computed {
		if _, set := o.Values[name]; set || isUnknown(o, "/"+name) {
			continue
		}
		if o.Unknown == nil {
			o.Unknown = make(map[string]snapshot.Unknown, len(shape.Computed))
		}
		o.Unknown["/"+name] = snapshot.Unknown{Reason: "known after apply"}
	}
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
