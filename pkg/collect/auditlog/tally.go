package auditlog

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// What a tally keeps at most, however much there is.
const (
	maxSamples    = 20
	maxPrincipals = 10_000
	maxHours      = 200_000 // of failures, all principals together
	maxKinds      = 20      // of failures of one principal
	maxRemovals   = 10_000
	maxHomes      = 20      // organizations of one principal
	maxFailures   = 200_000 // that are told apart, all principals together
)

// tally is what is kept of a batch, and of all batches. An event that was delivered twice
// counts twice, but for failures, since rules judge how many there are: to know of all, all
// ids would have to be kept.
type tally struct {
	events      int
	first, last time.Time
	// earliest is of all events, also those outside the period.
	earliest time.Time

	malformed int
	samples   []sample

	principals map[principalKey]*principal
	hours      int
	// known is how many failures are told apart.
	known int
	// crowded is how many events are of principals beyond the most that are kept.
	crowded int
	kept    map[keptKind]*kept
	// removals are when a key or a member was deleted, by id or e-mail address.
	removals map[string]time.Time

	// Of all batches: how many were read, how many of those had no event, and why others
	// were not.
	batches, empty int
	unread         []unread
}

// sample is a place where a log does not fit the schema.
type sample struct {
	key, bad string
	line     int
}

// unread is a batch that was not read to its end.
type unread struct {
	key string
	why error
	// gone says that it was deleted while the others were read.
	gone bool
}

type principalKey struct{ kind, id string }

// principal is what one principal did in the period.
type principal struct {
	key         principalKey
	name        string
	named       time.Time
	events      int
	failures    int
	first, last time.Time
	// organizations are those that it acted in, by id.
	organizations map[string]bool
	// byHour counts failures, by hours since 1970; what lists them by what was tried.
	byHour map[int64]int
	what   map[attempt]int
	// told are the failures by what their ids come to.
	told map[uint64]failure
	// logins are by what the declared parameter says; empty is what cannot be told.
	logins map[string]login
}

func newTally() *tally {
	t := &tally{
		principals: map[principalKey]*principal{}, removals: map[string]time.Time{},
		kept: map[keptKind]*kept{},
	}
	for _, kind := range keptKinds() {
		t.kept[kind] = &kept{}
	}
	return t
}

func (t *tally) reject(key string, line int, bad string) {
	t.malformed++
	if len(t.samples) < maxSamples {
		t.samples = append(t.samples, sample{key: key, line: line, bad: bad})
	}
}

// count takes an event of the period. The event is overwritten by the next one.
func (t *tally) count(e *event, key string, line int) {
	t.events++
	t.first, t.last = earlier(t.first, e.time), later(t.last, e.time)
	t.countPrincipal(e)
	if !e.succeeded() {
		return
	}
	t.countRemoval(e)
	if kind, ok := kindOf(e); ok {
		t.kept[kind].add(keep(e, key, line))
	}
}

func (t *tally) countPrincipal(e *event) {
	key := principalKey{e.Actor.Type, e.Actor.ID}
	p := t.principal(principalKey{bounded(key.kind), bounded(key.id)})
	if p == nil {
		t.crowded++
		return
	}
	p.events++
	p.first, p.last = earlier(p.first, e.time), later(p.last, e.time)
	p.actIn(bounded(e.OrganizationID))
	if e.Actor.Name != "" {
		p.rename(bounded(e.Actor.Name), e.time)
	}
	if e.failed() {
		what := attempt{bounded(e.Event.Action), bounded(e.Event.ResourceType)}
		t.countFailure(p, e, failure{e.time.Unix() / 3600, what})
	}
}

func (t *tally) principal(key principalKey) *principal {
	p := t.principals[key]
	if p == nil && len(t.principals) < maxPrincipals {
		p = &principal{key: key}
		t.principals[key] = p
	}
	return p
}

// actIn notes an organization by its id, unless it is empty.
func (p *principal) actIn(id string) {
	if id == "" || len(p.organizations) >= maxHomes {
		return
	}
	if p.organizations == nil {
		p.organizations = map[string]bool{}
	}
	p.organizations[id] = true
}

// rename keeps the newest name, and of two of one time the first in the alphabet.
func (p *principal) rename(name string, at time.Time) {
	if order := at.Compare(p.named); order > 0 || (order == 0 && name < p.name) || p.name == "" {
		p.name, p.named = name, at
	}
}

func (t *tally) countRemoval(e *event) {
	if e.Event.Action != "delete" {
		return
	}
	switch s := e.subject(); {
	case e.Event.ResourceType == "api-key" && s.id != "":
		t.remove(bounded(s.id), e.time)
	case e.Event.ResourceType == "user" && s.project == "" && len(s.members) == 1:
		t.remove(bounded(s.members[0]), e.time)
	}
}

func (t *tally) remove(who string, at time.Time) {
	if was, ok := t.removals[who]; ok || len(t.removals) < maxRemovals {
		t.removals[who] = later(was, at)
	}
}

// add takes what another batch has. Called in the order of the batches, it gives the same
// for the same logs.
func (t *tally) add(o *tally) {
	t.events += o.events
	t.first, t.last = earlier(t.first, o.first), later(t.last, o.last)
	t.malformed += o.malformed
	t.samples = append(t.samples, o.samples[:min(len(o.samples), maxSamples-len(t.samples))]...)
	t.crowded += o.crowded
	t.batches += o.batches
	t.empty += o.empty
	t.unread = append(t.unread, o.unread...)
	for _, key := range slices.SortedFunc(maps.Keys(o.principals), compareKeys) {
		t.addPrincipal(o.principals[key])
	}
	for _, kind := range keptKinds() {
		t.kept[kind].merge(o.kept[kind])
	}
	for _, who := range slices.Sorted(maps.Keys(o.removals)) {
		t.remove(who, o.removals[who])
	}
}

func (t *tally) addPrincipal(o *principal) {
	p := t.principal(o.key)
	if p == nil {
		t.crowded += o.events
		return
	}
	for _, id := range slices.Sorted(maps.Keys(o.told)) {
		if !t.tell(p, id, o.told[id]) {
			o.forget(o.told[id])
		}
	}
	p.events += o.events
	p.failures += o.failures
	p.first, p.last = earlier(p.first, o.first), later(p.last, o.last)
	for _, id := range slices.Sorted(maps.Keys(o.organizations)) {
		p.actIn(id)
	}
	if o.name != "" {
		p.rename(o.name, o.named)
	}
	for _, hour := range slices.Sorted(maps.Keys(o.byHour)) {
		t.fail(p, hour, o.byHour[hour])
	}
	for _, what := range slices.SortedFunc(maps.Keys(o.what), compareAttempts) {
		p.try(what, o.what[what])
	}
	for _, value := range slices.Sorted(maps.Keys(o.logins)) {
		p.signIn(value, o.logins[value])
	}
}

func compareKeys(a, b principalKey) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id))
}

// earlier is the earlier of two times that are not zero.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
