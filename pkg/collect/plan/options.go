package plan

import "github.com/pinelint/pinelint/pkg/snapshot"

// Options say what a snapshot holds.
type Options struct {
	Types snapshot.Types
	// Filter is asked what to read at all; nil reads every resource of a type in Types.
	Filter Filter
}

// Filter knows what is left out of a snapshot after all. Most resources of a large plan
// have nothing to do with Pinecone.
type Filter interface {
	// MayKeep says for each resource of a plan whether it may be kept. What it says no to
	// is not read.
	MayKeep(unit []snapshot.Sketch) []bool
}
