package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// resiliency is retrier.New(backoff, classifier) of eapache/go-resiliency, without a limit
// on errors or jitter, unless told otherwise.
func (u *unit) resiliency(call *program.Node) *retry {
	found := plain("go-resiliency")
	found.bounded, found.backoff = yes, ""
	u.eachCall(call, func(name string, made *program.Node) {
		switch name {
		case "ExponentialBackoff", "LimitedExponentialBackoff":
			u.count(found, positional(made, 0), 1, 3)
			u.exponential(found, no, nil, strings.HasPrefix(name, "Limited"))
		case "ConstantBackoff":
			u.count(found, positional(made, 0), 1, 3)
			found.backoff = "fixed"
		}
	})
	if found.backoff == "" {
		return opaque("go-resiliency", call)
	}
	if len(u.uses["SetJitter"]) > 0 {
		found.jitter = yes
	}
	if kind := positional(call, 1); kind != nil && kind.Kind != program.Constant {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	if len(u.uses["WithInfiniteRetry"]) > 0 {
		found.bounded = no
	}
	return found
}

// failsafeGo makes three attempts without a delay, unless its policy is told otherwise.
func (u *unit) failsafeGo(call *program.Node) *retry {
	found := plain("failsafe-go")
	found.bounded, found.attempts = yes, 3
	isRetry := false
	u.eachCall(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "WithMaxRetries":
			u.count(found, first, 1, 3)
		case "WithMaxAttempts":
			u.count(found, first, 0, 3)
		case "WithDelay":
			found.backoff = "fixed"
		case "WithBackoff", "WithBackoffFactor":
			found.backoff, found.capped = "exponential", yes
		case "WithRandomDelay", "WithJitter", "WithJitterFactor":
			found.jitter = yes
		case "HandleIf":
			u.retriedIf(found, first)
		case "HandleErrors", "HandleErrorTypes", "HandleResult":
			found.clientErrors, found.rateLimits = unknown, unknown
		case "OnRetry", "OnRetryScheduled", "OnFailedAttempt":
			found.logged = u.logged(first)
		}
		isRetry = isRetry || strings.Contains(u.source(made), "retrypolicy.")
	})
	if !isRetry {
		return opaque("failsafe-go", call)
	}
	return found
}

// rican is retry.Retry(f, strategies…), which never ends where no strategy is its limit.
func (u *unit) rican(call *program.Node) *retry {
	found := plain("Rican7/retry")
	found.bounded = no
	u.eachCall(call, func(name string, made *program.Node) {
		switch name {
		case "Limit":
			u.count(found, positional(made, 0), 0, 0)
		case "Wait", "Delay":
			found.backoff = "fixed"
		case "Backoff", "BackoffWithJitter":
			found.backoff, found.capped = "exponential", unknown
			found.jitter = is(name != "Backoff")
		}
	})
	for _, function := range u.tried(call) {
		found.logged = either(found.logged, is(logs(function)))
	}
	return found
}

// matryer is try.Do(f), which calls f up to ten times; how it waits is up to f.
func (u *unit) matryer(call *program.Node) *retry {
	tried := u.tried(call)
	if len(tried) == 0 {
		return opaque("matryer/try", call)
	}
	function := tried[0]
	found := plain("matryer/try")
	found.bounded, found.attempts = yes, 10
	u.delay(found, function, function)
	found.logged = is(logs(function))
	if u.statuses(function.Child(program.Body), shallow) != nil {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	return found
}

// policyOfChain is the retry of failsafe.With(policy).WithContext(ctx).Get(f), whose policy
// stands where the chain begins.
func (u *unit) policyOfChain(call *program.Node) *retry {
	for range deepest {
		object := call.Child(program.Callee).Child(program.Obj)
		if object == nil || object.Kind != program.Call {
			return nil
		}
		call = object
		if found := u.library(call); found != nil {
			return found
		}
	}
	return nil
}

// waits knows the libraries that only say how long a loop is to wait: it asks one for each delay.
func (u *unit) waits(found *retry, loop *program.Node) {
	by := u.waitedBy(loop)
	if by == "" {
		u.waitsForLimiter(found, loop)
		return
	}
	const known = "exponential"
	found.backoff, found.capped, found.jitter = known, yes, yes
	switch by {
	case "cenkalti":
		found.bounded = either(found.bounded, is(!u.setToZero("MaxElapsedTime", loop)))
		found.jitter = is(!u.setToZero("RandomizationFactor", loop))
	case "lestrrat":
		found.bounded = yes // ten tries, where it is not told how many
		found.jitter = is(len(u.uses["WithJitterFactor"]) > 0)
	case "jpillora":
		found.jitter = no
		for _, each := range u.attributes["Jitter"] {
			found.jitter = either(found.jitter, u.truth(each.value))
		}
	}
}

// waitsForLimiter is limiter.Wait(ctx), where nothing tells how long that is.
func (u *unit) waitsForLimiter(found *retry, loop *program.Node) {
	if found.backoff != "none" && found.backoff != "fixed" {
		return
	}
	if loop.Find(func(n *program.Node) bool {
		first := positional(n, 0)
		return n.Kind == program.Call && callee(n) == "Wait" && first != nil && first.Name == "ctx"
	}) != nil {
		found.backoff, found.capped, found.jitter = "", unknown, unknown
		found.why = "how long it waits is made by what stands elsewhere"
	}
}

func (u *unit) waitedBy(loop *program.Node) string {
	by := ""
	loop.Walk(func(n *program.Node) bool {
		if n.Kind != program.Call {
			return true
		}
		switch called := n.Child(program.Callee); {
		case called == nil:
		case called.Name == "NextBackOff" && u.importsModule("github.com/cenkalti/backoff"):
			by = "cenkalti"
		case called.Name == "Continue" && strings.HasPrefix(u.origin(called), "github.com/lestrrat-go/backoff"):
			by = "lestrrat"
		case (called.Name == "Duration" || called.Name == "ForAttempt") && u.origin(called.Child(program.Obj)) == "" &&
			u.importsModule("github.com/jpillora/backoff"):
			by = "jpillora"
		}
		return true
	})
	return by
}

// imported is the first import of a module that fits: they come before all else.
func (u *unit) imported(fits func(module string) bool) *program.Node {
	var found *program.Node
	u.root.Walk(func(n *program.Node) bool {
		if n.Kind == program.Import && found == nil && fits(n.Name) {
			found = n
		}
		return found == nil && n.Kind != program.Function && n.Kind != program.Assign
	})
	return found
}
