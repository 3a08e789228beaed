package auditlog

import (
	"cmp"
	"fmt"
	"hash/fnv"
)

// attempt is what was tried.
type attempt struct{ action, resource string }

// failure is one event that failed.
type failure struct {
	hour int64
	what attempt
}

// countFailure counts an event once, however often it was delivered.
func (t *tally) countFailure(p *principal, e *event, one failure) {
	if e.ID != "" {
		sum := fnv.New64a()
		_, _ = fmt.Fprint(sum, e.ID, e.time.UnixNano()) // a hash takes everything
		if !t.tell(p, sum.Sum64(), one) {
			return
		}
	}
	p.failures++
	t.fail(p, one.hour, 1)
	p.try(one.what, 1)
}

// tell says whether a failure was not told yet.
func (t *tally) tell(p *principal, id uint64, one failure) bool {
	if _, twice := p.told[id]; twice {
		return false
	}
	if t.known >= maxFailures {
		return true
	}
	if p.told == nil {
		p.told = map[uint64]failure{}
	}
	p.told[id] = one
	t.known++
	return true
}

// forget takes a failure away that another batch has too.
func (p *principal) forget(one failure) {
	p.failures--
	if p.byHour[one.hour]--; p.byHour[one.hour] <= 0 {
		delete(p.byHour, one.hour)
	}
	if p.what[one.what]--; p.what[one.what] <= 0 {
		delete(p.what, one.what)
	}
}

func (t *tally) fail(p *principal, hour int64, count int) {
	if p.byHour == nil {
		p.byHour = map[int64]int{}
	}
	if p.byHour[hour] == 0 {
		if t.hours >= maxHours {
			return
		}
		t.hours++
	}
	p.byHour[hour] += count
}

func (p *principal) try(what attempt, count int) {
	if p.what == nil {
		p.what = map[attempt]int{}
	}
	if p.what[what] > 0 || len(p.what) < maxKinds {
		p.what[what] += count
	}
}

func compareAttempts(a, b attempt) int {
	return cmp.Or(cmp.Compare(a.action, b.action), cmp.Compare(a.resource, b.resource))
}
