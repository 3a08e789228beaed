package pinecone

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// source is one list or kind of fact of one scope, with what was read of it. It may be
// used from several goroutines.
type source struct {
	id      string
	project string // empty where it is not of one
	holds   []string
	// account is the project that it is of, empty for the organization.
	account string

	mu      sync.Mutex
	unit    []*snapshot.Observation
	seen    map[string]bool // by type and address
	call    *snapshot.Call  // nil before the first answer
	failed  []said
	refused string // the permission
	calls   int
	// refusals are the failures of the calls that a permission was missing for.
	refusals []*failure
}

// said is a sentence about something, with what it is about before it.
type said struct {
	message string
	broken  bool
}

// maxProblems is how many sentences of one source a person reads.
const maxProblems = 20

func newSource(id, project string, holds ...string) *source {
	return &source{id: id, project: project, holds: holds, seen: map[string]bool{}}
}

// observe keeps an observation. What a list that changed in between has twice is kept once.
func (s *source) observe(o *snapshot.Observation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if key := o.Type + " " + o.Address; !s.seen[key] {
		s.seen[key] = true
		o.Source = s.id
		s.unit = append(s.unit, o)
	}
}

// count counts a call, and how it failed, nil where it did not.
func (s *source) count(f *failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if f != nil && f.permission != "" {
		s.refusals = append(s.refusals, f)
	}
}

// read says that a call succeeded, whatever its answer has. Calls come in any order: the
// last one is kept, by its time.
func (s *source) read(call *snapshot.Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	later := func(a, b *snapshot.Call) int {
		return cmp.Or(strings.Compare(a.Time, b.Time), strings.Compare(a.RequestID, b.RequestID))
	}
	if s.call == nil || later(call, s.call) > 0 {
		s.call = call
	}
}

// fail keeps why something was not read. About is what was asked about, or empty.
func (s *source) fail(about string, f *failure) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refused == "" {
		s.refused = f.permission
	}
	s.failed = append(s.failed, said{about + f.Error(), f.broken})
}

// end hands on what was read, and says how it went.
func (s *source) end(sink collect.Sink) {
	report := snapshot.Source{
		ID: s.id, Project: s.project, Status: snapshot.Complete, Holds: s.holds, Permission: s.refused, Account: s.account,
		Call: s.call,
	}
	slices.SortFunc(s.failed, func(a, b said) int { return strings.Compare(a.message, b.message) })
	for _, one := range s.failed {
		kind := snapshot.Gap
		if one.broken {
			kind = snapshot.Broken
		}
		report.Problems = append(report.Problems, snapshot.Problem{Kind: kind, Message: one.message})
	}
	if more := len(report.Problems) - maxProblems; more > 1 {
		report.Problems = append(report.Problems[:maxProblems], snapshot.Problem{
			Kind: snapshot.Gap, Message: fmt.Sprintf("and %d more of the kind", more),
		})
	}
	if len(s.failed) > 0 {
		report.Status, report.Reason = snapshot.Failed, s.failed[0].message
		if more := len(s.failed) - 1; more > 0 {
			report.Reason += fmt.Sprintf(" (and %d more)", more)
		}
		if s.call != nil {
			report.Status = snapshot.Partial
		}
	}
	report.Counts = s.counts()
	for _, f := range s.refusals {
		report.Refuse(f.permission, f.grant)
	}
	if len(s.unit) > 0 {
		sink.Observe(s.unit)
	}
	sink.Report(report)
}

// counts are what was read, and by how many calls.
func (s *source) counts() map[string]int {
	counts := map[string]int{}
	for _, observation := range s.unit {
		if observation.Complete { // what a list has, and not what is told of its owner
			counts[observation.Type]++
		}
	}
	if s.calls > 0 {
		counts["calls"] = s.calls
	}
	if refused := len(s.refusals); refused > 0 {
		counts["refused"] = refused
	}
	return counts
}

// skip says that a source was not read, and why.
func skip(sink collect.Sink, id, project, reason string, holds ...string) {
	sink.Report(snapshot.Source{ID: id, Project: project, Status: snapshot.Skipped, Reason: reason, Holds: holds})
}
