package aws

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// scope is a service of an account in a region: one source of the snapshot.
type scope struct {
	account *account
	service string
	region  string
	holds   []string

	mu   sync.Mutex
	dead *fault
	// unanswered counts the calls in a row that nobody answered.
	unanswered int
}

// mostUnanswered is how many calls in a row may stay without an answer before no other one
// is tried.
const mostUnanswered = 3

func (s *scope) id() string {
	id := "aws." + s.service + " " + s.account.label()
	if s.region != "" {
		id += " " + s.region
	}
	return id
}

// closed is why no other call is tried, nil if one is.
func (s *scope) closed() *fault {
	if why := s.account.closed(); why != nil {
		return why
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dead
}

// learn takes what a call came to, for those after it.
func (s *scope) learn(why *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case why == nil || why.kind != silent && why.kind != shut && why.kind != barred:
		s.unanswered = 0
	case why.kind == barred:
		s.account.bar(why)
	case why.kind == shut:
		s.dead = why
	default:
		if s.unanswered++; s.unanswered >= mostUnanswered {
			s.dead = why
		}
	}
}

// reading is what came of reading one thing in one scope.
type reading struct {
	c     *collector
	scope *scope
	// what names the thing in sentences; target is what was asked for, if somebody did.
	what    string
	target  target
	outcome outcome

	// call is how the last answer came.
	call     *snapshot.Call
	seen     []*snapshot.Observation
	faults   []*fault
	problems []snapshot.Problem
	// calls counts those made, answers those that told something, refusals those that a
	// permission was missing for.
	calls, answers, refusals int
	// follow is what this thing refers to.
	follow Targets
	// absent are parts of it that were asked for and are not there.
	absent []snapshot.Absence
}

// target is a thing that somebody asked for, by a name or an identifier of its type.
type target struct{ kind, name string }

type outcome int

const (
	untold outcome = iota
	found
	missing
)

// ask makes one call of the table. It makes none where it is known that it would fail.
func ask[I, O, S any](
	ctx context.Context, r *reading, call string,
	method func(context.Context, *I, ...func(*S)) (*O, error), in *I,
) (*O, *fault) {
	if why := r.scope.closed(); why != nil {
		return nil, why
	}
	asked := &question{source: r.scope.id(), call: call}
	limited, cancel := context.WithTimeout(context.WithValue(ctx, questionKey{}, asked), r.c.options.Limits.Call)
	defer cancel()
	r.calls++
	out, err := method(limited, in)
	if err == nil {
		r.scope.learn(nil)
		r.answers++
		r.answered(call, asked.id)
		return out, nil
	}
	why := r.c.faultOf(ctx, call, err)
	if why.kind == refused {
		r.refusals++
	}
	r.scope.learn(why)
	if why.kind == absent || why.kind == unset {
		r.answers++
		r.answered(call, asked.id)
	}
	return nil, why
}

// answered keeps how the last answer came.
func (r *reading) answered(call, id string) {
	r.call = &snapshot.Call{
		Name: call, Account: r.scope.account.id, Region: r.scope.region,
		Time: r.c.options.Now().UTC().Format(time.RFC3339), RequestID: id,
	}
}

// told says that the last answer told what stands at some pointers of a thing.
func (r *reading) told(o *snapshot.Observation, pointers ...string) {
	for _, pointer := range pointers {
		o.Calls = with(o.Calls, pointer, r.call)
	}
}

// observe adds what the last answer told of a thing. AWS tells all there is, so the
// observation is complete but for what a caller marks with lose or hide.
func (r *reading) observe(kind, address string, values map[string]any) *snapshot.Observation {
	o := &snapshot.Observation{
		Type: kind, Source: r.scope.id(), Address: address, Complete: true, Values: values, Call: r.call,
	}
	r.seen = append(r.seen, o)
	return o
}

// lose says that a call told nothing, and which pointers of a thing it would have filled.
func (r *reading) lose(o *snapshot.Observation, why *fault, what string, pointers ...string) {
	r.failed(why, what)
	mark(o, why, pointers...)
}

// lack says that a call did not tell all that belong to a thing.
func (r *reading) lack(o *snapshot.Observation, why *fault, what, relation string) {
	r.failed(why, what)
	reason := why.clause
	if why.permission != "" {
		reason = "the permission " + why.permission + " is missing"
	}
	o.Incomplete = with(o.Incomplete, relation, reason)
}

// mark says at the pointers of a thing why they are not known.
func mark(o *snapshot.Observation, why *fault, pointers ...string) {
	for _, pointer := range pointers {
		if why.kind == refused {
			o.Unread = with(o.Unread, pointer, why.permission)
		} else {
			hide(o, pointer, why.clause)
		}
	}
}

// failed says that a call told nothing, where no thing is there to say it of.
func (r *reading) failed(why *fault, what string) {
	r.faults = append(r.faults, why)
	if why.kind == shut || why.kind == barred {
		return // the source says it once
	}
	clause := why.clause
	if why.permission != "" {
		clause = "the permission " + why.permission + " is missing"
	}
	problem := snapshot.Problem{Kind: snapshot.Gap, Message: r.what + ": " + what + " not read: " + clause}
	if !slices.Contains(r.problems, problem) {
		r.problems = append(r.problems, problem)
	}
}

// unseen says that the thing itself was not shown, or is not there.
func (r *reading) unseen(why *fault) {
	if why.kind == absent {
		r.outcome = missing
		return
	}
	r.failed(why, "it was")
}

// empty is the fault of an answer without what was asked for, unless there is one already.
func (r *reading) empty(why *fault, call string) *fault {
	if why != nil {
		return why
	}
	r.answers--
	return &fault{kind: other, clause: call + ": the answer is empty"}
}

// vanished says that a part of a thing went away between two calls: it may be so of others.
func (r *reading) vanished(o *snapshot.Observation, why *fault, part, pointer string) {
	gone := &fault{kind: why.kind, clause: "it was deleted while it was read, so read again"}
	r.lose(o, gone, part+" was", pointer)
}

// demand says which attributes of a thing the last answer should have had.
func (r *reading) demand(o *snapshot.Observation, names ...string) {
	for _, name := range names {
		if o.Values[name] == nil {
			why := &fault{kind: other, clause: "the answer of " + r.call.Name + " lacks it"}
			r.lose(o, why, "/"+name+" was", "/"+name)
		}
	}
}

// hide marks what nobody can tell.
func hide(o *snapshot.Observation, pointer, reason string) {
	o.Unknown = with(o.Unknown, pointer, snapshot.Unknown{Reason: reason})
}

func with[V any](all map[string]V, key string, value V) map[string]V {
	if all == nil {
		all = map[string]V{}
	}
	all[key] = value
	return all
}

// finish brings what was seen into a snapshot's form.
func (r *reading) finish(types snapshot.Types) []*snapshot.Observation {
	return slices.DeleteFunc(r.seen, func(o *snapshot.Observation) bool {
		maps.DeleteFunc(o.Values, func(_ string, value any) bool { return value == nil })
		return !collect.Finish(types, o)
	})
}
