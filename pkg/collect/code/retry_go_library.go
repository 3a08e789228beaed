package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// golangLibrary reads the libraries of Go that try again.
func (u *unit) golangLibrary(module, name string, call *program.Node) *retry {
	from := func(path string) bool { return strings.HasPrefix(module, "github.com/"+path) }
	switch {
	case from("cenkalti/backoff") && strings.HasPrefix(name, "Retry"):
		return u.cenkalti(module, name, call)
	case from("avast/retry-go") && (strings.HasPrefix(name, "Do") || strings.HasPrefix(name, "New")):
		return u.avast(call)
	case from("sethvargo/go-retry"):
		return u.sethvargo(name, call)
	case from("eapache/go-resiliency/retrier") && name == "New":
		return u.resiliency(call)
	case from("failsafe-go/failsafe-go") && isOneOf(name, []string{"run", "get", "with", "runasync", "getasync"}):
		return u.failsafeGo(call)
	case from("Rican7/retry") && name == "Retry":
		return u.rican(call)
	case from("matryer/try") && name == "Do":
		return u.matryer(call)
	default:
		return u.polled(module, name, call)
	}
}

// cenkalti is exponential with jitter, a cap of a minute and an end after fifteen, unless
// told otherwise.
func (u *unit) cenkalti(module, name string, call *program.Node) *retry {
	found := plain("cenkalti/backoff")
	found.bounded, found.backoff, found.jitter = yes, "exponential", yes
	found.logged = is(strings.Contains(name, "Notify"))
	limited, endless := false, false
	u.eachCall(call, func(name string, made *program.Node) {
		switch name {
		case "WithMaxRetries":
			limited = true
			if value, ok := u.number(positional(made, 1)); ok {
				found.attempts = int(value) + 1
			}
		case "WithMaxTries":
			value, ok := u.number(positional(made, 0))
			found.attempts = int(value)
			limited = !ok || value > 0 // a name for it is still a bound
		case "WithMaxElapsedTime":
			value, ok := u.number(positional(made, 0))
			endless = ok && value == 0
		case "NewConstantBackOff":
			found.backoff, found.jitter = "fixed", no
			found.bounded = is(strings.HasSuffix(module, "/v5")) // whose end is Retry's, not the policy's
		case "WithNotify":
			found.logged = yes
		}
	})
	u.cenkaltiFields(found, call)
	if limited || endless {
		found.bounded = is(limited)
	}
	u.permanent(found, call, "Permanent")
	if u.stopsAtOnce(call) {
		found.once()
	}
	return found
}

// cenkaltiFields reads what is set of a policy after it is made.
func (u *unit) cenkaltiFields(found *retry, call *program.Node) {
	if u.setToZero("MaxElapsedTime", call) {
		found.bounded = no
	}
	if u.setToZero("RandomizationFactor", call) {
		found.jitter = no
	}
	for _, each := range call.All(program.Argument) {
		if each.Kind != program.Function && strings.Contains(u.source(each), "ZeroBackOff{") {
			found.backoff, found.jitter, found.bounded = "none", no, no
		}
	}
}

// setToZero says whether a field gets zero in the function around a node.
func (u *unit) setToZero(field string, at *program.Node) bool {
	for _, each := range u.attributes[field] {
		if value, ok := u.number(each.value); ok && value == 0 && enclosing(each.node) == enclosing(at) {
			return true
		}
	}
	return false
}

// avast makes ten attempts whose delay doubles from a tenth of a second, with jitter.
func (u *unit) avast(call *program.Node) *retry {
	found := plain("avast/retry-go")
	found.bounded, found.attempts, found.backoff, found.jitter = yes, 10, "exponential", yes
	if spread := u.givenElsewhere(call); spread != nil {
		return opaque("avast/retry-go", call)
	}
	u.eachCall(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "Attempts":
			u.count(found, first, 0, 10)
			if value, ok := u.number(first); ok && value == 0 {
				found.bounded, found.capped = no, no
			}
		case "UntilSucceeded":
			found.bounded, found.attempts = no, 0
			found.capped = either(found.capped, is(u.names(call, "MaxDelay")))
		case "DelayType":
			u.avastDelay(found, first)
		case "MaxDelay":
			found.capped = yes
		case "OnRetry":
			found.logged = u.logged(first)
		case "RetryIf":
			u.retriedIf(found, first)
		}
	})
	if found.backoff == "exponential" && found.attempts > 11 && !u.names(call, "MaxDelay") {
		found.capped = no
	}
	u.permanent(found, call, "Unrecoverable")
	return found
}

// givenElsewhere is an argument such as options... whose elements stand elsewhere.
func (u *unit) givenElsewhere(call *program.Node) *program.Node {
	for _, each := range call.All(program.Argument) {
		if each.Kind == program.Spread && !u.calls(spreadOf(each), func(string, *program.Node) {}) {
			return each
		}
		if value := spreadOf(each); each.Kind == program.Spread && value.Kind == program.Call {
			return each
		}
	}
	return nil
}

// spreadOf is what stands behind the dots of an argument, or the argument itself.
func spreadOf(argument *program.Node) *program.Node {
	if argument.Kind != program.Spread {
		return argument
	}
	if value := argument.Child(program.Value); value != nil {
		return value
	}
	if len(argument.Children) > 0 {
		return argument.Children[0]
	}
	return argument
}

func (u *unit) avastDelay(found *retry, kind *program.Node) {
	switch {
	case kind == nil:
	case kind.Name == "FixedDelay":
		found.backoff, found.jitter = "fixed", no
	case kind.Name == "RandomDelay":
		found.backoff, found.jitter = "fixed", yes
	case kind.Name == "BackOffDelay":
		found.jitter = no
	case callee(kind) != "CombineDelay":
		found.backoff, found.jitter, found.capped = "", unknown, unknown
	}
}

// sethvargo is retry.Do(ctx, backoff, f), where only errors that are marked are repeated.
func (u *unit) sethvargo(name string, call *program.Node) *retry {
	found := plain("sethvargo/go-retry")
	switch name {
	case "Do", "DoValue":
	case "Exponential", "Fibonacci", "Constant":
		found.bounded = no
	default:
		return nil
	}
	found.bounded = is(u.names(call, "WithMaxRetries") || u.names(call, "WithMaxDuration"))
	found.jitter = is(u.names(call, "WithJitter") || u.names(call, "WithJitterPercent"))
	found.backoff, found.capped = "fixed", yes
	if u.names(call, "NewExponential") || u.names(call, "NewFibonacci") || name == "Exponential" || name == "Fibonacci" {
		found.backoff = "exponential"
		found.capped = either(is(u.names(call, "WithCappedDuration")), found.bounded)
	}
	u.marked(found, call, "RetryableError")
	return found
}
