package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// scriptLibrary reads p-retry, async-retry, retry, promise-retry, cockatiel,
// exponential-backoff, @lifeomic/attempt, ts-retry and async.
func (u *unit) scriptLibrary(module, name string, call *program.Node) *retry {
	switch module {
	case "p-retry", "async-retry", "promise-retry", "retry":
		if module == "retry" && name != "operation" && name != "" {
			return nil
		}
		return u.nodeRetry(module, call)
	case "cockatiel":
		return u.cockatiel(name, call)
	case "exponential-backoff":
		if name == "backOff" {
			return u.exponentialBackoff(call)
		}
	case "@lifeomic/attempt":
		if name == "retry" {
			return u.attempt(call)
		}
	case "ts-retry-promise", "ts-retry":
		if strings.HasPrefix(name, "retry") {
			return u.tsRetry(call)
		}
	case "async", "async-es":
		if strings.HasPrefix(name, "retry") {
			return u.asyncRetry(call)
		}
	case "radash":
		if name == "retry" {
			return u.radash(call)
		}
	}
	return nil
}

// nodeRetry are the packages that are made of the package retry: retries 10, factor 2,
// from one second, without a cap; only async-retry has jitter unless told otherwise.
func (u *unit) nodeRetry(module string, call *program.Node) *retry {
	found := &retry{present: yes, by: module, clientErrors: yes, rateLimits: yes, logged: no}
	if argument(call, "forever") != nil && u.truth(argument(call, "forever")) == yes {
		found.bounded = no
	} else {
		otherwise := 11
		if module == "async-retry" {
			otherwise = 11
		}
		u.count(found, argument(call, "retries"), 1, otherwise)
	}
	jitter := is(module == "async-retry")
	if given := argument(call, "randomize"); given != nil {
		jitter = u.truth(given)
	}
	u.exponential(found, jitter, argument(call, "maxtimeout"), false)
	if growth, ok := u.number(argument(call, "factor")); ok && growth == 1 {
		found.backoff, found.capped = "fixed", yes
	}
	if hook := argument(call, "onfailedattempt", "onretry"); hook != nil {
		found.logged = u.logged(hook)
	} else if callback := call.Child(program.Argument); callback != nil && callback.Kind == program.Function && module != "p-retry" {
		found.logged = is(catches(callback) && logs(callback))
	}
	if test := argument(call, "shouldretry"); test != nil {
		u.retriedIf(found, test)
		return found
	}
	u.aborts(found, call)
	return found
}

// logged says whether a hook logs.
func (u *unit) logged(hook *program.Node) tri {
	if hook.Kind == program.Function {
		return is(logs(hook))
	}
	for _, function := range u.called(hook) {
		return is(logs(function))
	}
	return yes // a hook that stands elsewhere is there to tell somebody
}

func catches(function *program.Node) bool {
	return function.Find(func(n *program.Node) bool { return n.Kind == program.Handler }) != nil
}

// aborts reads how the callback of such a library gives up on an error: it throws an
// AbortError, calls bail, or calls retry only for some.
func (u *unit) aborts(found *retry, call *program.Node) {
	given := append(call.All(program.Argument), argument(call, "onfailedattempt"))
	for _, each := range given {
		if each == nil {
			continue
		}
		for _, function := range append(u.called(each), each) {
			u.abortsIn(found, function)
		}
	}
}

func (u *unit) abortsIn(found *retry, function *program.Node) {
	stop := function.Find(func(n *program.Node) bool {
		name := callee(n)
		return n.Kind == program.Call && (name == "AbortError" || name == "bail" || name == "abort")
	})
	if stop == nil {
		return
	}
	test := stop.Up(func(n *program.Node) bool { return n.Kind == program.If || n == function })
	tested := u.statuses(test.Child(program.Condition), deepest)
	if test.Kind != program.If || tested == nil {
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it gives up on is decided elsewhere"
		return
	}
	found.clientErrors, found.rateLimits = no, is(tested.limit || !tested.refused && !tested.negated && !tested.server)
}

func (u *unit) cockatiel(name string, call *program.Node) *retry {
	if name != "retry" {
		return nil
	}
	found := &retry{present: yes, by: "cockatiel", clientErrors: yes, rateLimits: yes, logged: no, capped: yes}
	u.count(found, argument(call, "maxattempts"), 1, 0)
	if found.bounded == no {
		found.bounded, found.attempts = yes, 0 // it tries without end, but its default is ten tries
	}
	switch wait := argument(call, "backoff"); {
	case wait == nil:
		found.backoff, found.jitter = "none", no
	case callee(wait) == "ExponentialBackoff":
		found.backoff, found.jitter = "exponential", yes
		if generator := argument(wait, "generator"); generator != nil && strings.HasPrefix(generator.Name, "no") {
			found.jitter = no
		}
	case callee(wait) == "ConstantBackoff":
		found.backoff, found.jitter = "fixed", no
	default:
		found.backoff, found.jitter, found.capped = "", unknown, unknown
	}
	u.cockatielErrors(found, positional(call, 0))
	if u.listens(call) {
		found.logged = yes
	}
	return found
}

func (u *unit) cockatielErrors(found *retry, policy *program.Node) {
	if policy == nil || policy.Name == "handleAll" {
		return
	}
	if test := policy.Find(func(n *program.Node) bool { return n.Kind == program.Function }); test != nil {
		u.retriedIf(found, test)
		return
	}
	types := policy.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == "handleType" })
	if types == nil {
		found.clientErrors, found.rateLimits = unknown, unknown
		return
	}
	found.clientErrors, found.rateLimits = u.typesIn(types.Child(program.Argument))
}

// listens says whether the policy that a call makes is given a listener: policy.onRetry(…).
func (u *unit) listens(call *program.Node) bool {
	assign := call.Up(func(n *program.Node) bool { return n.Kind == program.Assign })
	if assign == nil {
		return false
	}
	name := assign.Child(program.Target).Name
	for _, use := range append(u.uses["onRetry"], u.uses["onFailure"]...) {
		if object := use.Child(program.Obj); object != nil && object.Name == name {
			return true
		}
	}
	return false
}

func (u *unit) exponentialBackoff(call *program.Node) *retry {
	found := &retry{present: yes, by: "exponential-backoff", clientErrors: yes, rateLimits: yes, logged: no}
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
	found := &retry{present: yes, by: "@lifeomic/attempt", clientErrors: yes, rateLimits: yes, logged: no}
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
	if growth, ok := u.number(argument(call, "factor")); ok && growth > 1 {
		u.exponential(found, jitter, argument(call, "maxdelay"), false)
	} else {
		found.backoff, found.jitter, found.capped = "fixed", jitter, yes
	}
	if test := argument(call, "handleerror"); test != nil {
		found.logged = u.logged(test)
		if tested := u.statuses(functionBody(test), deepest); tested != nil {
			found.clientErrors, found.rateLimits = no, is(tested.limit)
		}
	}
	return found
}

func functionBody(node *program.Node) *program.Node { return node.Child(program.Body) }

func (u *unit) tsRetry(call *program.Node) *retry {
	found := &retry{present: yes, by: "ts-retry", clientErrors: yes, rateLimits: yes, logged: no, jitter: no, capped: yes, backoff: "fixed"}
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
	found := &retry{present: yes, by: "async", clientErrors: yes, rateLimits: yes, logged: no, jitter: no, capped: yes, backoff: "none"}
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
	found := &retry{present: yes, by: "radash", clientErrors: yes, rateLimits: yes, logged: no, jitter: no, capped: yes, backoff: "none"}
	u.count(found, argument(call, "times"), 0, 3)
	if argument(call, "delay") != nil {
		found.backoff = "fixed"
	}
	if wait := argument(call, "backoff"); wait != nil {
		all := u.terms(wait.Child(program.Body), wait)
		found.backoff, _ = u.growth(all, wait)
		found.jitter = all.jitter()
		found.capped = u.isCapped(found, all)
	}
	return found
}
