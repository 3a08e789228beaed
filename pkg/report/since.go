package report

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
)

// since is what became of findings since an earlier run.
type since struct {
	base *finding.Results
	// isNew are fails that were not there, or counted for less. Fixed, lost and dropped are as
	// the earlier run has them, if it does.
	isNew, fixed, lost, dropped []*finding.Finding
	known                       map[*finding.Finding]bool // those of isNew
}

func changedSince(base, results *finding.Results) *since {
	s := &since{base: base, known: map[*finding.Finding]bool{}}
	changed := diff.Compare(diff.Side{Results: ordered(base)}, diff.Side{Results: results})
	for _, change := range changed.Findings {
		switch change.Kind {
		case diff.New:
			s.isNew = append(s.isNew, change.New)
		case diff.Changed:
			if change.Is == diff.Fail && worsened(change) {
				s.isNew = append(s.isNew, change.New)
			}
		case diff.Fixed:
			s.fixed = append(s.fixed, change.Old)
		case diff.Lost: // what passed had no finding
			s.lost = append(s.lost, cmp.Or(change.Old, change.New))
		case diff.Dropped:
			s.dropped = append(s.dropped, change.Old)
		case diff.Gained: // is no fail, and never was one
		}
	}
	s.isNew = slices.DeleteFunc(s.isNew, func(found *finding.Finding) bool { return !failing(found) })
	for _, found := range s.isNew {
		s.known[found] = true
	}
	return s
}

// worsened says whether a finding that was there counts for more now.
func worsened(change diff.Change) bool {
	return change.Old.Waiver != nil || change.New.Severity > change.Old.Severity
}

// has says whether a finding of the newer run is new.
func (s *since) has(found *finding.Finding) bool { return s.known[found] }
