package diff

import (
	"cmp"
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// facts compares what is known of every resource.
func (c *comparison) facts(old, now *snapshot.Snapshot) {
	c.moved = map[string]bool{}
	for _, name := range keysOf(old.Resources, now.Resources) {
		before, after := byID(old.Resources[name]), byID(now.Resources[name])
		for _, id := range keysOf(before, after) {
			c.resource(name, before[id], after[id])
		}
	}
}

// Remember gives every resource of a snapshot what an older one has of it, for the rules
// that judge a change.
func Remember(old, now *snapshot.Snapshot) {
	for name, resources := range now.Resources {
		before := byID(old.Resources[name])
		for _, resource := range resources {
			resource.Previous = nil
			if older := cmp.Or(before[resource.ID], former(resource, before)); older != nil {
				resource.Previous = &snapshot.Previous{
					Complete: older.Complete, Values: older.Values, Unknown: older.Unknown, Unread: older.Unread,
				}
			}
		}
	}
}

// keysOf are the keys that either map has, sorted.
func keysOf[V any](a, b map[string]V) []string {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

func byID(resources []*snapshot.Resource) map[string]*snapshot.Resource {
	all := make(map[string]*snapshot.Resource, len(resources))
	for _, resource := range resources {
		all[resource.ID] = resource
	}
	return all
}

// resource compares one; nil is one that the run does not have.
func (c *comparison) resource(name string, old, now *snapshot.Resource) {
	shown := cmp.Or(now, old)
	about := finding.Resource{Type: name, ID: shown.ID, Name: shown.Name, Environment: shown.Environment}
	var found []Fact
	switch {
	case old == nil:
		found = c.whole(about, New, Gained, c.rose.concerns(c.now.seen[about.ID]), now)
	case now == nil:
		found = c.whole(about, Fixed, Lost, c.fell.concerns(c.old.seen[about.ID]), old)
	default:
		tree := &trees{old: newKnown(old), now: newKnown(now)}
		tree.compare("", "", old.Values, now.Values)
		found = tree.found
		c.explain(found, about)
	}
	c.out.Facts = append(c.out.Facts, found...)
}

// whole is a resource that only one run has: one that came or went, or that the other run
// may not have been able to see.
func (c *comparison) whole(about finding.Resource, kind, unseen Kind, hidden bool, there *snapshot.Resource) []Fact {
	fact := Fact{Kind: kind, Cause: Configuration, Resource: about, Location: locate(there, "")}
	if hidden {
		fact.Kind, fact.Cause = unseen, Collection
		fact.Reason = "a source that could show it was not read completely in the other run"
	} else {
		c.moved[about.ID] = true
	}
	return []Fact{fact}
}

// explain adds to the facts of a resource what they are about, and why they changed.
func (c *comparison) explain(found []Fact, about finding.Resource) {
	fell, rose := c.fell.concerns(c.old.seen[about.ID]), c.rose.concerns(c.now.seen[about.ID])
	for i := range found {
		fact := &found[i]
		fact.Resource, fact.Cause = about, Configuration
		if (fact.Kind == Lost && fell) || (fact.Kind == Gained && rose) {
			fact.Cause = Collection
		} else {
			c.moved[about.ID] = true
		}
	}
}

func locate(resource *snapshot.Resource, pointer string) *finding.Location {
	at, _ := resource.Position(pointer)
	if at == nil {
		return nil
	}
	return &finding.Location{
		File:      at.File,
		StartLine: int(at.StartLine), StartColumn: int(at.StartColumn),
		EndLine: int(at.EndLine), EndColumn: int(at.EndColumn),
	}
}
