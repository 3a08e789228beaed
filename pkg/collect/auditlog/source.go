package auditlog

import (
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
	source := snapshot.Source{
		ID: r.sourceID(), Status: snapshot.Complete, Holds: []string{logType, eventType, principalType},
		Counts: map[string]int{"batches": total.batches, "events": total.events},
	}
	add := func(kind, message string) {
		source.Problems = append(source.Problems, snapshot.Problem{Kind: kind, Message: message})
	}
	fail := func(why error, message string) {
		if refusal, ok := errors.AsType[*RefusedError](why); ok && source.Permission == "" {
			source.Permission = refusal.Permission
		}
		if source.Status == snapshot.Complete {
			source.Status, source.Reason = snapshot.Partial, message
		}
		add(snapshot.Gap, message)
	}
	if listed.failed != nil {
		fail(listed.failed, "the batches could not all be listed: "+bounded(listed.failed.Error()))
	}
	for _, one := range total.unread {
		message := fmt.Sprintf("%s was not read to its end: %s", quote(one.key), bounded(one.why.Error()))
		if one.gone {
			add(snapshot.Notice, fmt.Sprintf("%s was deleted while the others were read", quote(one.key)))
			continue
		}
		fail(one.why, message)
	}
	for _, kind := range keptKinds() {
		if older := total.kept[kind].older; older > 0 {
			fail(nil, fmt.Sprintf("there were %d more %s than the newest %d that are kept: choose a shorter period",
				older, kind, maxKept))
		}
	}
	if total.crowded > 0 {
		fail(nil, fmt.Sprintf("%d events are of more principals than the %d that are told apart: choose a shorter period",
			total.crowded, maxPrincipals))
	}
	if source.Status == snapshot.Partial && total.batches == 0 && total.events == 0 {
		source.Status = snapshot.Failed
	}
	if more := len(source.Problems) - maxProblems; more > 1 {
		source.Problems = append(source.Problems[:maxProblems],
			snapshot.Problem{Kind: snapshot.Gap, Message: fmt.Sprintf("and %d more of the kind", more)})
	}
	return source
}
