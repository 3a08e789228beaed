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
}

const (
	// minGap is what a snapshot has: Pinecone writes "approximately every 30 minutes", so
	// one batch is missing.
	minGap = time.Hour
	// maxGaps are the longest.
	maxGaps = 200
)

// findGaps needs the batches in the order of their times, and the first event of each.
func findGaps(batches []Batch, earliest []time.Time) []gap {
	var gaps []gap
	last := time.Time{}
	for i, batch := range batches {
		if batch.Time.IsZero() {
			continue
		}
		if !last.IsZero() && batch.Time.Sub(last) >= minGap {
			found := gap{from: last, to: batch.Time}
			if !earliest[i].IsZero() {
				found.late = max(0, batch.Time.Sub(earliest[i]))
			}
			gaps = append(gaps, found)
		}
		last = batch.Time
	}
	slices.SortStableFunc(gaps, func(a, b gap) int { return cmp.Compare(b.to.Sub(b.from), a.to.Sub(a.from)) })
	gaps = gaps[:min(len(gaps), maxGaps)]
	slices.SortFunc(gaps, func(a, b gap) int { return a.from.Compare(b.from) })
	return gaps
}
