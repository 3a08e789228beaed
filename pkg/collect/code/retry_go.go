package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// checkedLoop is retryLoop for Go, which has no exceptions: the call gives an error, and
// where that is nil, the loop is left. It is the statement that asks for the error.
func (u *unit) checkedLoop(loop, call *program.Node) *program.Node {
	assign := call.Up(func(n *program.Node) bool {
		return n.Kind == program.Assign || n == loop || n.Kind == program.Function
	})
	if assign == nil || assign.Kind != program.Assign || assign.Up(isLoop) != loop {
		return nil
	}
	name := errorName(assign)
	var checked *program.Node
	loop.Child(program.Body).Walk(func(n *program.Node) bool {
		if checked != nil || n.Kind == program.Function || n.Kind == program.Loop {
			return false
		}
		if n.Kind == program.If && (n.Start > assign.Start || assign.Within(n)) && u.leavesWhenNil(n, name) {
			checked = n
		}
		return true
	})
	return checked
}

// errorName is the last variable on the left of an assignment.
func errorName(assign *program.Node) string {
	target := assign.Child(program.Target)
	if target != nil && target.Kind == program.List && len(target.Children) > 0 {
		target = target.Children[len(target.Children)-1]
	}
	if target == nil {
		return ""
	}
	return target.Name
}

// leavesWhenNil says whether a test of an error leaves the loop where there is none, and
// stays in it where there is one.
func (u *unit) leavesWhenNil(test *program.Node, name string) bool {
	operator := ""
	test.Child(program.Condition).Walk(func(n *program.Node) bool {
		if n.Kind == program.Operation && len(n.Children) == 2 && n.Children[0].Name == name &&
			n.Children[1].Kind == program.Constant {
			operator = n.Name
		}
		return true
	})
	body := test.Child(program.Body)
	if asksOK(test.Child(program.Condition)) {
		return has(body, program.Return, program.Break)
	}
	switch operator {
	case "==":
		return has(body, program.Return, program.Break) || body.Find(goesToLabel) != nil
	case "!=":
		stays := body != nil && (!ends(body) || has(body, program.Continue))
		return stays && (ends(test.Child(program.Else)) || endsAfter(test))
	default:
		return false
	}
}

// asksOK is codes.OK, the code of what went well.
func asksOK(condition *program.Node) bool {
	return condition.Find(func(n *program.Node) bool { return n.Kind == program.Member && n.Name == "OK" }) != nil
}

// goesToLabel is "continue next", which leaves the loop that it stands in.
func goesToLabel(n *program.Node) bool { return n.Kind == program.Continue && len(n.Children) > 0 }

// endsAfter says whether what follows a statement in its block leaves it.
func endsAfter(statement *program.Node) bool {
	after := false
	for _, each := range statement.Parent.Children {
		if after && ends(each) {
			return true
		}
		after = after || each == statement
	}
	return false
}

// checkedErrors reads which errors a loop of Go goes on after: all that no condition in it
// leaves for.
func (u *unit) checkedErrors(found *retry, loop *program.Node) {
	found.clientErrors, found.rateLimits = yes, yes
	done := false
	loop.Child(program.Body).Walk(func(n *program.Node) bool {
		if done || n.Kind != program.If {
			return !done && n.Kind != program.Function
		}
		tested := u.statuses(n.Child(program.Condition), shallow)
		if tested == nil {
			return true
		}
		done = true
		found.clientErrors, found.rateLimits = tested.verdict(n, loop.Child(program.Body))
		if found.clientErrors == unknown {
			found.why = "which errors it repeats is decided by what stands elsewhere"
		}
		return true
	})
}

// golangLibrary reads cenkalti/backoff, avast/retry-go and sethvargo/go-retry.
func (u *unit) golangLibrary(module, name string, call *program.Node) *retry {
	switch {
	case strings.HasPrefix(module, "github.com/cenkalti/backoff") && strings.HasPrefix(name, "Retry"):
		return u.cenkalti(name, call)
	case strings.HasPrefix(module, "github.com/avast/retry-go") && strings.HasPrefix(name, "Do"):
		return u.avast(call)
	case strings.HasPrefix(module, "github.com/sethvargo/go-retry"):
		return u.sethvargo(name, call)
	}
	return nil
}

// cenkalti is exponential with jitter, a cap of a minute and an end after fifteen, unless
// told otherwise.
func (u *unit) cenkalti(name string, call *program.Node) *retry {
	found := plain("cenkalti/backoff")
	found.bounded, found.backoff, found.jitter = yes, "exponential", yes
	found.logged = is(strings.Contains(name, "Notify"))
	u.eachCall(call, func(name string, made *program.Node) {
		switch name {
		case "WithMaxRetries":
			if value, ok := u.number(positional(made, 1)); ok {
				found.attempts = int(value) + 1
			}
		case "WithMaxTries":
			if value, ok := u.number(positional(made, 0)); ok {
				found.attempts = int(value)
			}
		case "NewConstantBackOff":
			found.backoff, found.jitter = "fixed", no
			found.bounded = no
		case "WithNotify":
			found.logged = yes
		}
	})
	if found.attempts > 0 {
		found.bounded = yes
	}
	u.permanent(found, call, "Permanent")
	return found
}

// avast makes ten attempts whose delay doubles from a tenth of a second, with jitter.
func (u *unit) avast(call *program.Node) *retry {
	found := plain("avast/retry-go")
	found.bounded, found.attempts, found.backoff, found.jitter = yes, 10, "exponential", yes
	u.eachCall(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "Attempts":
			u.count(found, first, 0, 10)
			if value, ok := u.number(first); ok && value == 0 {
				found.bounded, found.capped = no, no
			}
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

func (u *unit) avastDelay(found *retry, kind *program.Node) {
	switch {
	case kind == nil:
	case kind.Name == "FixedDelay":
		found.backoff, found.jitter = "fixed", no
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
	case "Do":
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
	found.clientErrors, found.rateLimits = unknown, unknown
	found.why = "which errors it repeats is decided by the function that it is given"
	return found
}
