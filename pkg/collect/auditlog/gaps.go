package auditlog

import (
	"cmp"
	"slices"
	"time"
)

// gap is a time in which no batch was written.
type gap struct {
	from, to time.Time
	// late is by how much the batch that ends it is younger than its first event: an event
	// that waited shows that delivery stood still.
	late time.Duration
	// edge says that the period begins or ends it, and no batch there.
	edge bool
}

const (
	// minGap is what a snapshot has: Pinecone writes "approximately every 30 minutes", so
	// one batch is missing.
	minGap = time.Hour
	// maxGaps are the longest.
	maxGaps = 200
)

// findGaps needs the batches in the order of their times, and the first event of each. Since
// and until are the ends of the period, zero for an open one; what has not come yet is none.
func findGaps(batches []Batch, earliest []time.Time, since, until time.Time) []gap {
	var gaps []gap
	last, edge := since, true
	for i, batch := range batches {
		if batch.Time.IsZero() {
			continue
		}
		if !last.IsZero() && batch.Time.Sub(last) >= minGap {
			found := gap{from: last, to: batch.Time, edge: edge}
			if !earliest[i].IsZero() {
				found.late = max(0, batch.Time.Sub(earliest[i]))
			}
			gaps = append(gaps, found)
		}
		last, edge = batch.Time, false
	}
	if !last.IsZero() && until.Sub(last) >= minGap {
		gaps = append(gaps, gap{from: last, to: until, edge: true})
	}
	slices.SortStableFunc(gaps, func(a, b gap) int { return cmp.Compare(b.to.Sub(b.from), a.to.Sub(a.from)) })
	gaps = gaps[:min(len(gaps), maxGaps)]
	slices.SortFunc(gaps, func(a, b gap) int { return a.from.Compare(b.from) })
	return gaps
}
