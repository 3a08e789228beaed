// Package collect is what all collectors share: how they hand on what they saw, how
// they walk and read a repository without leaving it, how byte offsets become lines and
// columns, and how secrets are kept out. A collector is a package below this one with a
// function Collect; it reads one kind of source and judges nothing.
package collect

import "github.com/pinelint/pinelint/pkg/snapshot"

// Sink takes what a collector saw. Its methods may be called from several goroutines.
type Sink interface {
	// Observe takes the observations of one unit that refers to itself: a root module, a
	// plan, a file. The sink owns them from then on.
	Observe(unit []*snapshot.Observation)
	// Report says how the source did, once, after its last observation.
	Report(source snapshot.Source)
}
