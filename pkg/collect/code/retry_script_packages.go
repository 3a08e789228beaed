package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

func (u *unit) exponentialBackoff(call *program.Node) *retry {
	found := plain("exponential-backoff")
	u.count(found, argument(call, "numofattempts"), 0, 10)
	jitter := no
	if given := argument(call, "jitter"); given != nil && given.Name != "none" {
		jitter = yes
	}
	u.exponential(found, jitter, argument(call, "maxdelay"), false)
	if argument(call, "maxdelay") == nil && argument(call, "startingdelay") == nil && found.attempts > 0 {
		found.capped = is(found.attempts <= 11) // from a tenth of a second
	}
	if test := argument(call, "retry"); test != nil {
		found.logged = u.logged(test)
		u.retriedIf(found, test)
	}
	return found
}

func (u *unit) attempt(call *program.Node) *retry {
	found := plain("@lifeomic/attempt")
	u.count(found, argument(call, "maxattempts"), 0, 3)
	if found.attempts == 0 {
		if value, ok := u.number(argument(call, "maxattempts")); ok && value == 0 {
			found.bounded = no
		}
	}
	jitter := no
	if given := argument(call, "jitter"); given != nil {
		jitter = u.truth(given)
	}
	factor := argument(call, "factor")
	switch growth, ok := u.number(factor); {
	case ok && growth > 1:
		u.exponential(found, jitter, argument(call, "maxdelay"), false)
	case factor != nil && !ok:
		u.exponential(found, jitter, argument(call, "maxdelay"), false)
		found.growsElsewhere()
	default:
		found.backoff, found.jitter, found.capped = "fixed", jitter, yes
	}
	if test := argument(call, "handleerror"); test != nil {
		found.logged = u.logged(test)
		if tested := u.statuses(functionBody(test), shallow); tested != nil {
			found.clientErrors, found.rateLimits = u.notAborted(test).or(no, is(tested.limit))
		}
	}
	return found
}

func functionBody(node *program.Node) *program.Node { return node.Child(program.Body) }

func (u *unit) tsRetry(call *program.Node) *retry {
	found := plain("ts-retry")
	found.backoff = "fixed"
	u.count(found, argument(call, "retries", "maxtry"), 0, 10)
	if kind, ok := u.word(argument(call, "backoff")); ok && kind == "EXPONENTIAL" {
		u.exponential(found, no, argument(call, "maxbackoff"), true)
	}
	if argument(call, "logger") != nil || argument(call, "onerror") != nil {
		found.logged = yes
	}
	if test := argument(call, "retryif"); test != nil {
		u.retriedIf(found, test)
	}
	return found
}

func (u *unit) asyncRetry(call *program.Node) *retry {
	found := plain("async")
	u.count(found, argument(call, "times"), 0, 5)
	switch wait := argument(call, "interval"); {
	case wait == nil:
	case wait.Kind == program.Function:
		u.delay(found, &program.Node{Kind: program.Call, Children: []*program.Node{
			{Kind: program.Name, Name: "sleep", Role: program.Callee}, wait,
		}}, wait)
	default:
		found.backoff = "fixed"
	}
	if test := argument(call, "errorfilter"); test != nil {
		u.retriedIf(found, test)
	}
	return found
}

func (u *unit) radash(call *program.Node) *retry {
	found := plain("radash")
	u.count(found, argument(call, "times"), 0, 3)
	if argument(call, "delay") != nil {
		found.backoff = "fixed"
	}
	if wait := argument(call, "backoff"); wait != nil {
		u.delayGiven(found, wait)
	}
	return found
}

// delayGiven reads a function that gives how long to wait.
func (u *unit) delayGiven(found *retry, wait *program.Node) {
	u.waitGiven(found, wait.Child(program.Body), wait)
}

// waitGiven reads how long to wait, which a function makes of the number of the try.
func (u *unit) waitGiven(found *retry, amount, function *program.Node) {
	all := u.terms(amount, function)
	found.backoff, _ = u.growth(all, function)
	if found.backoff == "fixed" && all.find(func(n *program.Node) bool { return isScaledBy(n, function) }) {
		found.backoff = "linear"
	}
	found.jitter = all.jitter()
	found.capped = u.isCapped(found, all)
}

// isScaledBy is 200 * attempt, of a parameter.
func isScaledBy(n, function *program.Node) bool {
	return n.Kind == program.Operation && n.Name == "*" && n.Find(func(part *program.Node) bool {
		return part.Kind == program.Name &&
			slices.ContainsFunc(function.All(program.Param), func(each *program.Node) bool { return each.Name == part.Name })
	}) != nil
}

// esToolkit goes on without end, and without a delay, unless told otherwise.
func (u *unit) esToolkit(call *program.Node) *retry {
	found := plain("es-toolkit")
	most := argument(call, "retries")
	if given := positional(call, 1); most == nil && given != nil && given.Kind == program.Number {
		most = given
	}
	u.count(found, most, 0, 0)
	switch wait := argument(call, "delay"); {
	case wait == nil:
	case wait.Kind == program.Function:
		u.delayGiven(found, wait)
	default:
		found.backoff = "fixed"
	}
	if test := argument(call, "shouldretry"); test != nil {
		u.retriedIf(found, test)
	}
	return found
}

// stdAsync is retry of Deno's standard library, which has a bound, growth, a cap and jitter
// of its own.
func (u *unit) stdAsync(call *program.Node) *retry {
	found := plain("@std/async")
	u.count(found, argument(call, "maxattempts"), 0, 5)
	found.backoff, found.jitter = "exponential", yes
	if part, ok := u.number(argument(call, "jitter")); ok && part == 0 {
		found.jitter = no
	}
	u.asGrown(found, argument(call, "multiplier"))
	if test := argument(call, "isretriable"); test != nil {
		u.retriedIf(found, test)
	}
	return found
}
