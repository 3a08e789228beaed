package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// trial is what a condition on an error, or what handles one, comes to where Pinecone answers with
// a status: it is gone through as if the error had that status. What has nothing to do with the
// error, such as how many tries are left, may be either.
type trial struct {
	u      *unit
	status int
	// within is the handler, or the function that decides, and again is the call by which it tries
	// again, nil where there is none.
	within, again *program.Node
	// given has what the parameters of functions stand for.
	given map[*program.Node]worth
	// place is which of the values that a function of Go gives back is asked for, and wanted is that
	// of the function that is called next.
	place, wanted int
	// calls is how many functions of functions are gone through, and work how many nodes are left.
	calls int
	work  *int
}

// mostWork bounds how many nodes are gone through for one status.
const mostWork = 1000

// The statuses that conditions are tried with, beside what is refused most: one that nobody names,
// two that few name, the limit, and a failure of the server's.
const (
	unnamedRefusal = 407
	tooLarge       = 413
	rareRefusal    = 422
	limitReached   = 429
	serverFailed   = 500
)

func mainRefusals() []int { return []int{400, 401, 403, 404} }

func triedStatuses() []int {
	return append(mainRefusals(), unnamedRefusal, tooLarge, rareRefusal, limitReached, serverFailed)
}

// repeats says for each status that was tried whether it is tried again.
type repeats map[int]tri

// triedWith goes through something for each status.
func (u *unit) triedWith(within, again *program.Node, goThrough func(t *trial) tri) repeats {
	found := repeats{}
	for _, status := range triedStatuses() {
		work := mostWork
		found[status] = goThrough(&trial{
			u: u, status: status, within: within, again: again, given: map[*program.Node]worth{}, calls: shallow, work: &work,
		})
	}
	return found
}

// limits says whether 429 is tried again.
func (r repeats) limits() tri { return r[limitReached] }

// refusals says whether refusals are tried again. One that is left over where the others are named
// one by one is none, and one that is named where what nobody names is not tried again is one.
func (r repeats) refusals() tri {
	again, untold := 0, 0
	for _, status := range mainRefusals() {
		switch r[status] {
		case yes:
			again++
		case unknown:
			untold++
		case no:
		}
	}
	switch other := r[unnamedRefusal]; {
	case again > 1:
		return yes
	case untold > 0 || again == 1 && other == unknown:
		return unknown
	case again == 1:
		return is(other == no)
	default:
		return is(other == no && (r[tooLarge] == yes || r[rareRefusal] == yes))
	}
}

// tells says whether the statuses differ in whether they are tried again.
func (r repeats) tells() bool {
	return slices.ContainsFunc(triedStatuses(), func(status int) bool { return r[status] != r[serverFailed] })
}

// or takes what was told by trying, and else what was told by what is named.
func (r repeats) or(client, limits tri) (newClient, newLimits tri) {
	if told := r.refusals(); told != unknown {
		client = told
	}
	if told := r.limits(); told != unknown {
		limits = told
	}
	return client, limits
}

// whereMet says which errors are tried again where those are that a condition is true for.
func (u *unit) whereMet(condition *program.Node) repeats {
	return u.triedWith(condition, nil, func(t *trial) tri { return t.truth(condition).met })
}

// whereUnmet is whereMet for those that a condition is false for.
func (u *unit) whereUnmet(condition *program.Node) repeats {
	return u.triedWith(condition, nil, func(t *trial) tri { return t.truth(condition).unmet })
}

// whereChosen says which errors are tried again where those are that a function says yes to, or,
// with chosen false, no.
func (u *unit) whereChosen(function *program.Node, chosen bool) repeats {
	return u.triedWith(function, nil, func(t *trial) tri {
		said := t.decision(function)
		if !chosen {
			said = said.not()
		}
		return said.met
	})
}

// handled says which errors a handler does not leave for.
func (u *unit) handled(handler, again *program.Node) repeats {
	return u.triedWith(handler, again, func(t *trial) tri {
		end := t.run(handler.Child(program.Body))
		if again != nil {
			return end.again
		}
		return either(end.next, end.again)
	})
}

// decision is what a function says of an error that it is given.
func (t *trial) decision(function *program.Node) odds {
	t.takeError(function)
	return t.result(function)
}

// takeError gives a function the error.
func (t *trial) takeError(function *program.Node) {
	for _, parameter := range function.All(program.Param) {
		t.given[parameter] = worth{is: theError}
	}
}

// result is what a function gives back.
func (t *trial) result(function *program.Node) odds {
	body := function.Child(program.Body)
	if body == nil {
		return openOdds()
	}
	if body.Kind != program.Block {
		return t.truth(body)
	}
	end := t.run(body)
	return odds{met: end.met, unmet: either(end.unmet, end.next)}
}

// notAborted says after which errors a function that is told each one gives up on none:
// handleError: (error, context) => { if (…) context.abort(); }.
func (u *unit) notAborted(function *program.Node) repeats {
	return u.triedWith(function, nil, func(t *trial) tri {
		t.takeError(function)
		end := t.run(function.Child(program.Body))
		return either(end.next, either(end.met, end.unmet))
	})
}

// odds say whether a condition can be true, and whether it can be false.
type odds struct{ met, unmet tri }

func sureOf(answer bool) odds { return odds{met: is(answer), unmet: is(!answer)} }
func eitherWay() odds         { return odds{met: yes, unmet: yes} }
func openOdds() odds          { return odds{} }

func (o odds) not() odds { return odds{met: o.unmet, unmet: o.met} }
func (o odds) and(other odds) odds {
	return odds{met: both(o.met, other.met), unmet: either(o.unmet, other.unmet)}
}
func (o odds) or(other odds) odds { return o.not().and(other.not()).not() }

// choose is what one of two comes to, by a condition.
func (o odds) choose(met, unmet tri) tri { return either(both(o.met, met), both(o.unmet, unmet)) }

func both(a, b tri) tri {
	switch {
	case a == no || b == no:
		return no
	case a == unknown || b == unknown:
		return unknown
	default:
		return yes
	}
}
