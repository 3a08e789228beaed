package auditlog

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxProblems is how many sentences of a source a person reads.
const maxProblems = 20

// lose says of an attribute that it is not known, for want of a permission or otherwise.
func lose(o *snapshot.Observation, name string, why error) {
	delete(o.Values, name)
	if refusal, ok := errors.AsType[*RefusedError](why); ok {
		if o.Unread == nil {
			o.Unread = map[string]string{}
		}
		o.Unread["/"+name] = refusal.Permission
		return
	}
	o.Unknown["/"+name] = snapshot.Unknown{Reason: "not all batches were read: " + bounded(why.Error())}
}

// source says how reading went.
func (r *reader) source(listed listing, total *tally) snapshot.Source {
	s := told{snapshot.Source{
		ID: r.sourceID(), Status: snapshot.Complete, Holds: []string{logType, eventType, principalType},
		Counts: map[string]int{"batches": total.batches, "events": total.events},
	}}
	s.unread(listed, total)
	s.leftOut(total)
	s.malformed(total)
	if s.Status == snapshot.Partial && total.batches == 0 && total.events == 0 {
		s.Status = snapshot.Failed
	}
	if more := len(s.Problems) - maxProblems; more > 1 {
		s.Problems = append(s.Problems[:maxProblems],
			snapshot.Problem{Kind: snapshot.Gap, Message: fmt.Sprintf("and %d more of the kind", more)})
	}
	return s.Source
}

// told is a source of which more and more is told.
type told struct{ snapshot.Source }

func (s *told) add(kind, message string) {
	s.Problems = append(s.Problems, snapshot.Problem{Kind: kind, Message: message})
}

// fail says that something is missing, for want of a permission or otherwise.
func (s *told) fail(why error, message string) {
	if refusal, ok := errors.AsType[*RefusedError](why); ok {
		s.Permission = cmp.Or(s.Permission, refusal.Permission)
		s.Refuse(refusal.Permission, refusal.Grant)
	}
	if s.Status == snapshot.Complete {
		s.Status, s.Reason = snapshot.Partial, message
	}
	s.add(snapshot.Gap, message)
}

func (s *told) unread(listed listing, total *tally) {
	if listed.failed != nil {
		s.fail(listed.failed, "the batches could not all be listed: "+bounded(listed.failed.Error()))
	}
	for _, one := range total.unread {
		if one.gone {
			s.add(snapshot.Notice, fmt.Sprintf("%s was deleted while the others were read", quote(one.key)))
			continue
		}
		s.fail(one.why, fmt.Sprintf("%s was not read to its end: %s", quote(one.key), bounded(one.why.Error())))
	}
}

// leftOut says what was read and is more than a snapshot keeps.
func (s *told) leftOut(total *tally) {
	for _, kind := range keptKinds() {
		if older := total.kept[kind].older; older > 0 {
			s.fail(nil, fmt.Sprintf("there were %d more %s than the newest %d that are kept: choose a shorter period",
				older, kind, maxKept))
		}
	}
	if total.crowded > 0 {
		s.fail(nil, fmt.Sprintf("%d events are of more principals than the %d that are told apart: choose a shorter period",
			total.crowded, maxPrincipals))
	}
}

// malformed names the events that do not fit the schema, as many as were kept.
func (s *told) malformed(total *tally) {
	if total.malformed == 0 {
		return
	}
	s.Counts["malformed"] = total.malformed
	for _, sample := range total.samples {
		s.add(snapshot.Gap, fmt.Sprintf("%s, line %d: the event %s", quote(sample.key), sample.line, sample.bad))
	}
	if more := total.malformed - len(total.samples); more > 0 {
		s.add(snapshot.Gap, fmt.Sprintf("%d more events do not fit the documented schema", more))
	}
}
