package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

func (u *unit) backoff(call *program.Node) *retry {
	found := plain("backoff")
	found.jitter, found.logged = yes, yes
	u.count(found, argument(call, "maxtries"), 0, 0)
	if most := argument(call, "maxtime"); found.bounded == no && most != nil && !u.isInfinite(most) {
		found.bounded = yes
	}
	if off := argument(call, "jitter"); off != nil && off.Kind == program.Constant {
		found.jitter = no
	}
	wait := positional(call, 0)
	if wait == nil {
		wait = argument(call, "waitgen")
	}
	switch {
	case wait == nil:
		found.backoff, found.capped = "", unknown
	case wait.Name == "constant":
		found.backoff = "fixed"
		if argument(call, "jitter") == nil {
			found.jitter = yes
		}
	default:
		limit := argument(call, "maxvalue")
		u.exponential(found, found.jitter, limit, argument(call, "maxtime") != nil)
	}
	if types := positional(call, 1); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	if stop := argument(call, "giveup"); stop != nil && found.clientErrors != no {
		inner := &retry{}
		u.retriedUnless(inner, stop)
		found.clientErrors, found.rateLimits, found.why = inner.clientErrors, inner.rateLimits, inner.why
	}
	return found
}

// retryingPackage is the package retrying, whose times are in milliseconds.
func (u *unit) retryingPackage(call *program.Node) *retry {
	found := plain("retrying")
	u.count(found, argument(call, "stopmaxattemptnumber"), 0, 0)
	if argument(call, "stopmaxdelay") != nil {
		found.bounded = yes
	}
	if argument(call, "waitjittermax") != nil || argument(call, "waitrandommax") != nil {
		found.jitter = yes
		found.backoff = "fixed"
	}
	switch {
	case argument(call, "waitexponentialmultiplier") != nil || argument(call, "waitexponentialmax") != nil:
		u.exponential(found, found.jitter, argument(call, "waitexponentialmax"), false)
	case argument(call, "waitincrementingstart") != nil || argument(call, "waitincrementingincrement") != nil:
		found.backoff = "linear"
	case argument(call, "waitfixed") != nil:
		found.backoff = "fixed"
	}
	if test := argument(call, "retryonexception"); test != nil {
		u.retriedIf(found, test)
	}
	return found
}

// retryPackage is the package retry: retry(exceptions, tries=-1, delay=0, max_delay=None,
// backoff=1, jitter=0), which logs each try.
func (u *unit) retryPackage(call *program.Node) *retry {
	found := plain("retry")
	found.logged = yes
	u.count(found, argument(call, "tries"), 0, 0)
	if jitter := argument(call, "jitter"); jitter != nil {
		found.jitter = yes
	}
	if argument(call, "delay") != nil {
		found.backoff = "fixed"
	}
	if growth, ok := u.number(argument(call, "backoff")); argument(call, "backoff") != nil && (!ok || growth > 1) {
		u.exponential(found, found.jitter, argument(call, "maxdelay"), false)
	}
	if quiet := argument(call, "logger"); quiet != nil && quiet.Kind == program.Constant {
		found.logged = no
	}
	types := argument(call, "exceptions")
	if types == nil {
		types = positional(call, 0)
	}
	if types != nil && callee(call) != "retry_call" {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

// opnieuw has a bound of time and of tries, and all of each delay is random.
func (u *unit) opnieuw(call *program.Node) *retry {
	found := plain("opnieuw")
	found.backoff, found.jitter, found.logged = "exponential", yes, unknown
	u.count(found, argument(call, "maxcallstotal"), 0, 3)
	if types := argument(call, "retryonexceptions"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

func (u *unit) urllib3(call *program.Node) *retry {
	found := plain("urllib3")
	found.clientErrors, found.rateLimits, found.logged = no, no, unknown
	total := argument(call, "total")
	if total == nil {
		total = positional(call, 0)
	}
	u.count(found, total, 1, 11)
	if argument(call, "backofffactor") != nil {
		found.backoff = "exponential"
	}
	if argument(call, "backoffjitter") != nil {
		found.jitter = yes
	}
	statuses := u.statuses(argument(call, "statusforcelist"), shallow)
	if statuses != nil {
		found.clientErrors, found.rateLimits = is(statuses.refused), is(statuses.limit)
	}
	return found
}
