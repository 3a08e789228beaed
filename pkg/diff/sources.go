package diff

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// absent is the status of a source that a run does not have.
const absent = "absent"

// reading is how one run read sources less than the other did.
type reading struct {
	// worse says that some source was there, and less of it was read: that may hide
	// anything, also how one resource has to do with another.
	worse bool
	// gone are the sources that were not there at all: they hide what they alone saw.
	gone []string
}

// concerns says whether it may hide a resource, by the sources that saw it in the run that
// read more. Nobody may know these.
func (r reading) concerns(seen []string) bool {
	return r.worse || slices.ContainsFunc(r.gone, func(id string) bool {
		return len(seen) == 0 || slices.Contains(seen, id)
	})
}

// readness orders what is read of a source.
func readness(status string) int {
	switch status {
	case snapshot.Complete:
		return 3
	case snapshot.Partial:
		return 2
	case snapshot.Failed, snapshot.Skipped:
		return 1
	default: // absent
		return 0
	}
}

// sources compares how far the runs saw.
func (c *comparison) sources() {
	for _, id := range keysOf(c.old.sources, c.now.sources) {
		old, now := status(c.old, id), status(c.now, id)
		fewer, more := unread(c.old, c.now, id), unread(c.now, c.old, id)
		made := Source{ID: id, Was: old.Status, Is: now.Status}
		switch {
		case readness(now.Status) < readness(old.Status), now.Status == old.Status && len(fewer) > 0:
			made.Kind, made.Reasons = Lost, reasons(now, fewer)
			c.fell.note(now)
		case readness(now.Status) > readness(old.Status), now.Status == old.Status && len(more) > 0:
			made.Kind, made.Reasons = Gained, reasons(old, more)
			c.rose.note(old)
		case now.Status != old.Status:
			made.Kind = Changed
		default:
			continue
		}
		c.out.Sources = append(c.out.Sources, made)
	}
}

func (r *reading) note(source finding.Source) {
	if source.Status == absent {
		r.gone = append(r.gone, source.ID)
	} else {
		r.worse = true
	}
}

func status(of *run, id string) finding.Source {
	if source, ok := of.sources[id]; ok {
		return source
	}
	return finding.Source{ID: id, Status: absent}
}

// unread are the problems of a source that only the second run has and that keep something
// from being read.
func unread(first, second *run, id string) []string {
	known := map[string]bool{}
	for _, problem := range first.sources[id].Problems {
		known[problem.Message] = true
	}
	var all []string
	for _, problem := range second.sources[id].Problems {
		if problem.Kind != snapshot.Notice && !known[problem.Message] {
			all = append(all, problem.Message)
		}
	}
	return all
}

// reasons are what a source says of what was not read.
func reasons(of finding.Source, problems []string) []string {
	var all []string
	if of.Reason != "" {
		all = append(all, of.Reason)
	}
	if of.Permission != "" {
		all = append(all, "the permission "+of.Permission+" is missing")
	}
	return append(all, problems...)
}
