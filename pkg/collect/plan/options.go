package plan

import "github.com/pinelint/pinelint/pkg/snapshot"

// Options say what a snapshot holds.
type Options struct {
	Types snapshot.Types
	// Filter is asked what to read at all; nil reads every resource of a type in Types.
	Filter Filter
	// Documents are the arguments, by type of resource, that hold files of other programs, as
	// the data of a ConfigMap do. Document takes such a resource that is there after the plan,
	// if Concerns wants it by its type and its JSON. A value that is sensitive is left out, and
	// hidden says whether one is that Watches knows. It is complete where the plan has all that
	// there is.
	Documents map[string][]string
	Concerns  func(kind string, text []byte) bool
	Watches   func(value any) bool
	Document  func(o *snapshot.Observation, hidden bool)
}

// Filter knows what is left out of a snapshot after all. Most resources of a large plan
// have nothing to do with Pinecone.
type Filter interface {
	// MayKeep says for each resource of a plan whether it may be kept. What it says no to
	// is not read.
	MayKeep(unit []snapshot.Sketch) []bool
}
