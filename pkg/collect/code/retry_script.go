package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// scriptLibrary reads p-retry, async-retry, retry, promise-retry, cockatiel,
// exponential-backoff, @lifeomic/attempt, ts-retry, async and radash.
func (u *unit) scriptLibrary(module, name string, call *program.Node) *retry {
	switch module {
	case "p-retry", "async-retry", "promise-retry":
		return u.nodeRetry(module, call)
	case "cockatiel":
		return u.cockatiel(name, call)
	}
	switch module + "." + name {
	case "retry.operation":
		return u.nodeRetry(module, call)
	case "exponential-backoff.backOff":
		return u.exponentialBackoff(call)
	case "@lifeomic/attempt.retry":
		return u.attempt(call)
	case "ts-retry-promise.retry", "ts-retry.retry", "ts-retry.retryAsync":
		return u.tsRetry(call)
	case "async.retry", "async.retryable":
		return u.asyncRetry(call)
	case "radash.retry":
		return u.radash(call)
	case "es-toolkit.retry", "es-toolkit/function.retry":
		return u.esToolkit(call)
	case "@std/async.retry", "@std/async/retry.retry":
		return u.stdAsync(call)
	}
	return nil
}

// nodeRetry are the packages that are made of the package retry: retries 10, factor 2,
// from one second, without a cap; only async-retry has jitter unless told otherwise.
func (u *unit) nodeRetry(module string, call *program.Node) *retry {
	found := plain(module)
	u.count(found, argument(call, "retries"), 1, 11)
	switch u.option(argument(call, "forever"), no) {
	case yes:
		found.bounded, found.attempts = no, 0
	case unknown:
		found.bounded, found.attempts, found.why = unknown, 0, "whether it ends is decided elsewhere"
	case no:
	}
	jitter := is(module == "async-retry")
	if given := argument(call, "randomize"); given != nil {
		jitter = u.truth(given)
	}
	u.exponential(found, jitter, argument(call, "maxtimeout"), false)
	u.asGrown(found, argument(call, "factor"))
	callback := call.Child(program.Argument)
	switch hook := argument(call, "onfailedattempt", "onretry"); {
	case hook != nil:
		found.logged = u.logged(hook)
	case callback != nil && callback.Kind == program.Function && module != "p-retry":
		found.logged = is(catches(callback) && logs(callback))
	}
	if test := argument(call, "shouldretry"); test != nil {
		u.retriedIf(found, test)
		return found
	}
	u.aborts(found, call)
	if module == "promise-retry" && callback != nil && callback.Kind == program.Function {
		u.askedBy(found, callback)
	}
	return found
}

// askedBy reads for which errors the callback of promise-retry calls the function that it is
// given: if (error.status === 429) again(error).
func (u *unit) askedBy(found *retry, callback *program.Node) {
	parameter := callback.Child(program.Param)
	if parameter == nil || parameter.Name == "" {
		return
	}
	again := callback.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == parameter.Name })
	if again == nil {
		return
	}
	test := again.Up(func(n *program.Node) bool { return n.Kind == program.If || n.Kind == program.Function })
	if test.Kind != program.If {
		return
	}
	if tested := u.statuses(test.Child(program.Condition), shallow); tested != nil {
		found.clientErrors, found.rateLimits = u.verdict(tested, test, enclosing(again).Child(program.Body), again)
	}
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
	return function.Find(func(n *program.Node) bool {
		return n.Kind == program.Handler || n.Kind == program.Call && callee(n) == "catch"
	}) != nil
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
	tested := u.statuses(test.Child(program.Condition), shallow)
	other := test.Child(program.Else)
	switch {
	case test.Kind != program.If || tested == nil || tested.untold():
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it gives up on is decided elsewhere"
	case other != nil && stop.Within(other): // if (status === 429) throw e; else bail(e)
		found.clientErrors, found.rateLimits = is(tested.refused && !tested.server), is(tested.limit)
	default:
		u.leaves(found, tested, test.Child(program.Condition))
	}
}

func (u *unit) cockatiel(name string, call *program.Node) *retry {
	if name != "retry" {
		return nil
	}
	found := plain("cockatiel")
	u.count(found, argument(call, "maxattempts"), 1, 0) // without end unless told otherwise
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
	if value := u.constant(policy); value != nil {
		policy = value
	}
	if policy == nil || policy.Name == "handleAll" {
		return
	}
	if test := policy.Find(func(n *program.Node) bool { return n.Kind == program.Function }); test != nil {
		u.retriedIf(found, test)
		return
	}
	client, limits, known := no, no, false
	policy.Walk(func(n *program.Node) bool {
		if n.Kind == program.Call && (callee(n) == "handleType" || callee(n) == "orType") && positional(n, 0) != nil {
			refused, limited := u.typesIn(positional(n, 0))
			client, limits, known = either(client, refused), either(limits, limited), true
		}
		return true
	})
	if !known {
		client, limits = unknown, unknown
	}
	found.clientErrors, found.rateLimits = client, limits
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
