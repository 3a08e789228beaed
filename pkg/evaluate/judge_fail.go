package evaluate

import (
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// fail is the finding that a rule's denial is, at its place and with its evidence.
func (j *judge) fail(rule finding.Rule, resource *snapshot.Resource, said denial) finding.Finding {
	found := j.finding(rule, resource, finding.Fail, said.pointer)
	found.Message = said.message
	if said.severity != nil && !j.settled[rule.ID] {
		found.Severity = *said.severity
	}
	found.Evidence = evidence(resource, said.pointer)
	if len(said.shown) > 0 {
		found.Evidence = said.shown
		settle(&found, resource)
	}
	found.Patch = said.patch
	if other := said.elsewhere; other != nil {
		j.move(&found, rule, resource, *other)
	}
	for _, other := range said.related {
		if at := j.locate(other); at != nil {
			found.Related = append(found.Related, finding.Related{Location: *at, Message: other.message})
		}
	}
	for _, link := range said.chain {
		found.Chain = append(found.Chain, finding.Link{
			Title: link.title, Message: link.message, State: link.state, Location: j.locate(link.place),
		})
	}
	return found
}

// settle places the values that a finding rests on, and the finding where the first of them
// stands in a file: it may not be the place of what counts, which a service showed.
func settle(found *finding.Finding, resource *snapshot.Resource) {
	placed := false
	for i := range found.Evidence {
		seen := &found.Evidence[i]
		at := resource.PositionIn(seen.Source, seen.Address, seen.Pointer)
		if at == nil {
			continue
		}
		place := Location(at.Location)
		seen.Location = &place
		if !placed {
			found.Location, found.Source, found.Related, placed = &place, seen.Source, via(at), true
		}
	}
}

func via(at *snapshot.Position) []finding.Related {
	var all []finding.Related
	for _, passed := range at.Via {
		all = append(all, finding.Related{Location: Location(passed.Location), Message: passed.Note})
	}
	return all
}

// locate is where a place of a rule stands, nil where no file declares it.
func (j *judge) locate(other place) *finding.Location {
	resource, ok := j.index[other.resource]
	if !ok {
		return nil
	}
	at, _ := resource.Position(other.pointer)
	if at == nil {
		return nil
	}
	there := Location(at.Location)
	return &there
}

// move puts a finding where its repair stands, and its resource's place beside it.
func (j *judge) move(found *finding.Finding, rule finding.Rule, resource *snapshot.Resource, to place) {
	if j.relocate(found, to) {
		found.Evidence = append(found.Evidence, evidence(j.index[to.resource], to.pointer)...)
		identify(found, rule, resource, to.resource+to.pointer)
	}
}

// relocate shows a finding at a place of another resource, with its own beside it. It is false
// where no file has that place.
func (j *judge) relocate(found *finding.Finding, to place) bool {
	there, ok := j.index[to.resource]
	if !ok {
		return false
	}
	at, source := there.Position(to.pointer)
	if at == nil {
		return false
	}
	if found.Location != nil {
		found.Related = append([]finding.Related{{
			Location: *found.Location, Message: found.Resource.Name,
		}}, found.Related...)
	}
	place := Location(at.Location)
	found.Location, found.Source = &place, source
	return true
}
