package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// chained is the retry that comes after what it repeats: Mono.fromCallable(f).retry(3) of
// Reactor, defer(f).pipe(retry(3)) of RxJS.
func (u *unit) chained(call *program.Node) *retry {
	for {
		member := call.Parent
		if member == nil || member.Kind != program.Member || call.Role != program.Obj || member.Role != program.Callee {
			return nil
		}
		call = member.Parent
		switch {
		case member.Name == "pipe":
			if found := u.pipedRetry(call); found != nil {
				return found
			}
		case !isBuilt(u.language):
		case handlesError(member.Name):
			if again := againIn(call); again != nil {
				return opaque("recursion", again)
			}
		case member.Name == "RetryWhen":
			return opaque("Rx", call)
		case member.Name == "Retry":
			found := plain("Reactor")
			u.count(found, positional(call, 0), 1, 0)
			return found
		default:
			if found := u.chainedJava(member.Name, call); found != nil {
				return found
			}
		}
	}
}

// handlesError says whether a method of a future is given a function for its error.
func handlesError(method string) bool {
	switch strings.TrimSuffix(method, "Async") {
	case "exceptionally", "exceptionallyCompose", "handle", "onErrorResume", "catching":
		return true
	default:
		return false
	}
}

// againIn is the call, in a function that another one hands on, of that other one.
func againIn(call *program.Node) *program.Node {
	around := call.Up(func(n *program.Node) bool { return n.Kind == program.Function && n.Name != "" })
	if around == nil {
		return nil
	}
	for _, each := range call.All(program.Argument) {
		if again := each.Find(func(n *program.Node) bool { return callsItself(n, around, around.Name) }); again != nil {
			return again
		}
	}
	return nil
}

// composed is the retry of something that runs later: Effect.retry(Effect.tryPromise(f)).
func (u *unit) composed(call, handed *program.Node) *retry {
	if !isScript(u.language) {
		return nil
	}
	isLater := handed.Find(isFunction) != nil || callee(call) == "retry" && calledOn(call) != nil
	if !isLater {
		return nil
	}
	if callee(call) == "pipe" {
		return u.pipedRetry(call)
	}
	if called := call.Child(program.Callee); soundsLikeRetry(callee(call)) && len(u.called(called)) == 0 {
		return guessed(callee(call), call)
	}
	return nil
}

// optionChained is the retry of what a function is an option of: Effect.tryPromise({ try: f
// }).pipe(Effect.retry(policy)).
func (u *unit) optionChained(function *program.Node) *retry {
	entry := function.Parent
	if !isScript(u.language) || entry == nil || entry.Kind != program.Entry || entry.Parent.Role != program.Argument {
		return nil
	}
	return u.chained(entry.Parent.Parent)
}

func (u *unit) pipedRetry(pipe *program.Node) *retry {
	arguments := pipe.All(program.Argument)
	at := slices.IndexFunc(arguments, func(each *program.Node) bool {
		return each.Kind == program.Call && soundsLikeRetry(callee(each))
	})
	if at < 0 {
		return nil
	}
	switch u.origin(arguments[at].Child(program.Callee)) {
	case "rxjs:retry", "rxjs/operators:retry":
		return u.rxjs(arguments[at])
	default:
		return guessed(callee(arguments[at]), arguments[at])
	}
}

// triedAgain is the loop that calls a function which keeps its errors to itself until what
// it gives back says that all went well. Where the function looks at what an error is, what
// it gives back for which is not told.
func (u *unit) triedAgain(function, call *program.Node) *retry {
	loop := call.Up(func(n *program.Node) bool { return n.Kind == program.Loop || n.Kind == program.Function })
	if loop == nil || loop.Kind != program.Loop || loop.Name == "each" && !isCounting(loop) || u.isByBatch(loop) {
		return nil
	}
	keeps := function.Find(func(n *program.Node) bool { return n.Kind == program.Handler && !has(n, program.Raise) })
	if keeps == nil || !u.leavesBut(loop, call) {
		return nil
	}
	found := opaque("loop", loop)
	found.bounded, found.attempts = u.boundOf(loop)
	if found.bounded == no {
		found.bounded = unknown // what it gives back may end it
	}
	found.logged = is(logs(loop) || logs(keeps))
	u.delay(found, loop, loop)
	if keeps.Find(func(n *program.Node) bool { return n.Kind == program.If }) == nil {
		found.clientErrors, found.rateLimits = u.caught(keeps)
	}
	return found
}

// isByBatch says whether a loop goes on by more than one: for (let i = 0; i < n; i += 100),
// range(0, n, size). Tries are counted one by one, unless what is counted is how long to wait.
func (u *unit) isByBatch(loop *program.Node) bool {
	step, counter := loop.Child(program.Update).Child(program.Value), loop.Child(program.Update).Child(program.Target)
	switch iterable := loop.Child(program.Iterable); {
	case callee(iterable) == "range":
		step, counter = positional(iterable, 2), loop.Child(program.Target)
	case loop.Child(program.Update) == nil || loop.Child(program.Update).Name != "+=":
		return false
	}
	if step == nil || counter == nil || step.Kind == program.Number && step.Name == "1" ||
		step.Kind == program.Operation && step.Name == "-" { // range(tries, 0, -1)
		return false
	}
	isWait := func(wait *program.Node) bool { return wait.Find(named(counter.Name)) != nil }
	return !slices.ContainsFunc(u.sleeps(loop), isWait)
}

// leavesBut says whether a loop leaves on something else than that a call in it gave back that it
// failed: if (!saved) return.
func (u *unit) leavesBut(loop, call *program.Node) bool {
	failed := func(test *program.Node) bool {
		denied := test.First()
		return test.Kind == program.Operation && (test.Name == "!" || test.Name == "not") && denied != nil &&
			(call.Within(denied) || denied.Kind == program.Name && slices.ContainsFunc(
				u.bindings(denied.Name, denied), func(each binding) bool { return each.value != nil && call.Within(each.value) }))
	}
	return loop.Find(func(n *program.Node) bool {
		if n.Kind != program.Return && n.Kind != program.Break || enclosing(n) != enclosing(call) {
			return false
		}
		body := n // of an if: if (!saved) break, and if (!saved) { break }
		for body != loop && body.Parent.Kind != program.If {
			body = body.Parent
		}
		return body == loop || body.Role != program.Body || !failed(body.Parent.Child(program.Condition))
	}) != nil
}
