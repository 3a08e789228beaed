package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// chainedJava is the retry of a method that comes after what it repeats: of Reactor and
// RxJava, of Mutiny, and of what resilience4j decorates.
func (u *unit) chainedJava(method string, call *program.Node) *retry {
	switch method {
	case "retry":
		if failed := calledOn(call); callee(failed) == "onFailure" {
			return u.mutiny(call, failed)
		}
		return u.rx(call)
	case "retryWhen":
		return u.reactor(call)
	case "withRetry":
		return u.operated(positional(call, 0))
	case "transformDeferred", "transform", "compose":
		made := call.Find(func(n *program.Node) bool {
			return n.Kind == program.Call && isRetryOperator(n)
		})
		if made != nil {
			return u.operated(positional(made, 0))
		}
	}
	return nil
}

// caughtAgain is Futures.catchingAsync(future, Exception.class, error -> again()).
func (u *unit) caughtAgain(call *program.Node) *retry {
	if u.language != syntax.Java || !handlesError(callee(call)) {
		return nil
	}
	if again := againIn(call); again != nil {
		return opaque("recursion", again)
	}
	return nil
}

// awaited is the call that waits for a task that a call stands in: pool.submit(task).get().
func awaited(call, loop *program.Node) *program.Node {
	task := enclosing(call)
	if task == nil || !task.Within(loop) || task.Role != program.Argument {
		return call
	}
	waits := task.Parent.Parent
	if waits.Kind == program.Member && waits.Role == program.Callee && isOneOf(waits.Name, []string{"get", "join"}) {
		return waits.Parent
	}
	return call
}

// isRetryOperator knows RetryOperator.of(retry) and RetryTransformer.of(retry).
func isRetryOperator(call *program.Node) bool {
	made := calledOn(call)
	return made != nil && slices.Contains([]string{"RetryOperator", "RetryTransformer"}, made.Name)
}

// operated is a policy that is handed on, also where it is made elsewhere.
func (u *unit) operated(policy *program.Node) *retry {
	if policy == nil {
		return nil
	}
	if found := u.retrying(policy); found != nil {
		return found
	}
	return opaque("resilience4j", policy)
}

// rx is retry(3), retry(3, predicate) or retry((count, error) -> …), at once each time.
func (u *unit) rx(call *program.Node) *retry {
	found := plain("Reactor")
	decides := positional(call, 0)
	switch {
	case decides == nil || decides.Kind != program.Function && !strings.Contains(u.source(decides), "::"):
		u.count(found, decides, 1, 0)
		decides = positional(call, 1)
	case decides.Kind == program.Function && compares(decides.Child(program.Body)):
		found.bounded = yes
	default:
		found.bounded = unknown
	}
	if decides != nil {
		u.retriedIf(found, decides)
	}
	return found
}

// mutiny reads onFailure().retry().withBackOff(first, most).atMost(3), whose delay doubles,
// with jitter.
func (u *unit) mutiny(call, failed *program.Node) *retry {
	found := plain("Mutiny")
	found.bounded = unknown
	if which := positional(failed, 0); which != nil {
		if which.Kind == program.Other { // a class
			found.clientErrors, found.rateLimits = u.typesIn(which)
		} else {
			u.retriedIf(found, which)
		}
	}
	for at := call; at.Parent != nil && at.Parent.Kind == program.Member && at.Role == program.Obj; {
		at = at.Parent.Parent
		first := positional(at, 0)
		switch callee(at) {
		case "withBackOff":
			u.exponential(found, yes, positional(at, 1), false)
		case "withJitter":
			value, ok := u.number(first)
			found.jitter = is(!ok || value > 0)
		case "atMost":
			u.count(found, first, 1, 0)
			return found
		case "indefinitely":
			found.bounded = no
			return found
		case "expireIn", "expireAt":
			found.bounded = yes
			return found
		case "until", "when":
			return opaque("Mutiny", call)
		}
	}
	return found
}
