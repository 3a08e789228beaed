package terraform

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// nest moves all that is recorded of an attribute into the first element of a list.
func (em *emitter) nest(name string) {
	pointer := snapshot.Child("", name)
	moved := func(at string) string {
		if !snapshot.Within(at, pointer) {
			return at
		}
		return pointer + "/0" + strings.TrimPrefix(at, pointer)
	}
	for i, placed := range em.observation.Locations {
		em.observation.Locations[i].Pointer = moved(placed.Pointer)
	}
	em.observation.Unknown = rekeyed(em.observation.Unknown, moved)
	em.observation.References = rekeyed(em.observation.References, moved)
}

func rekeyed[V any](from map[string]V, rename func(string) string) map[string]V {
	if from == nil {
		return nil
	}
	to := make(map[string]V, len(from))
	for key, value := range from {
		to[rename(key)] = value
	}
	return to
}
