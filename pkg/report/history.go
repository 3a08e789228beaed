package report

import (
	"slices"
	"time"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Past is what one report counted, for a trend over many of them.
type Past struct {
	// Time is as of when it was judged.
	Time time.Time
	// Fails are by severity, without those that a waiver excuses.
	Fails map[finding.Severity]int
	// Inconclusive and Waived count findings, Pass the resources that passed a rule.
	Inconclusive, Waived, Pass int
}

// PastOf counts results. Those that do not say when they were judged have no place in a
// trend.
func PastOf(results *finding.Results) (past Past, dated bool) {
	counts := results.Count()
	past = Past{
		Fails: failsBySeverity(results.Findings), Inconclusive: counts.Inconclusive, Waived: counts.Waived, Pass: counts.Pass,
	}
	past.Time, dated = results.At()
	return past, dated
}

// failsBySeverity counts what a reader has to repair.
func failsBySeverity(findings []finding.Finding) map[finding.Severity]int {
	fails := map[finding.Severity]int{}
	for i := range findings {
		if failing(&findings[i]) {
			fails[findings[i].Severity]++
		}
	}
	return fails
}

// fails counts those of a severity and of all above it.
func (p Past) fails(lowest finding.Severity) int {
	count := 0
	for severity, fails := range p.Fails {
		if severity >= lowest {
			count += fails
		}
	}
	return count
}

// trend is the history up to these results, which are its end, each time once.
func trend(history []Past, results *finding.Results) []Past {
	now, dated := PastOf(results)
	if !dated {
		return nil
	}
	earlier := slices.DeleteFunc(slices.Clone(history), func(past Past) bool { return !past.Time.Before(now.Time) })
	slices.SortStableFunc(earlier, func(a, b Past) int { return a.Time.Compare(b.Time) })
	earlier = slices.CompactFunc(earlier, func(a, b Past) bool { return a.Time.Equal(b.Time) })
	return append(earlier, now)
}
