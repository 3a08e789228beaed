package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// rxjs reads retry of RxJS, which goes on without end and without a delay unless told otherwise.
func (u *unit) rxjs(call *program.Node) *retry {
	opened, known := u.withOptions(call)
	if !known {
		return opaque("retry", call)
	}
	found := plain("RxJS")
	found.node = call
	most := argument(opened, "count")
	if given := positional(opened, 0); given != nil && given.Kind != program.Object {
		most = given
	}
	u.count(found, most, 1, 0)
	switch wait := argument(opened, "delay"); {
	case wait == nil:
	case wait.Kind == program.Function:
		u.rxDelay(found, wait)
	case wait.Kind == program.Name && u.constant(wait) == nil:
		found.backoff, found.jitter, found.capped = "", unknown, unknown
		found.clientErrors, found.rateLimits, found.logged = unknown, unknown, unknown
		found.why = "how long it waits is made by what stands elsewhere"
	default:
		found.backoff = "fixed"
	}
	return found
}

// rxDelay reads a function that gives what to wait for, or throws what is not to be tried again.
func (u *unit) rxDelay(found *retry, wait *program.Node) {
	found.logged = is(logs(wait))
	timer := wait.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == "timer" })
	if timer == nil || positional(timer, 0) == nil {
		found.backoff, found.jitter, found.capped = "", unknown, unknown
		found.why = "how long it waits is made by what stands elsewhere"
	} else {
		u.waitGiven(found, positional(timer, 0), wait)
	}
	isEnd := func(n *program.Node) bool { return n.Kind == program.Raise || callee(n) == "throwError" }
	end := wait.Find(isEnd)
	if end == nil {
		return
	}
	found.clientErrors, found.rateLimits = unknown, unknown
	test := end.Up(func(n *program.Node) bool { return n.Kind == program.If || n == wait })
	if test.Kind != program.If || !end.Within(test.Child(program.Body)) {
		return
	}
	if tested := u.statuses(test.Child(program.Condition), shallow); tested != nil && !tested.untold() {
		u.leaves(found, tested, test.Child(program.Condition))
	}
}
