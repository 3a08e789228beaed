package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// wrapped is the retry that a call makes of what is handed to it: retry(f), a
// policy.execute(f), a helper of the text.
func (u *unit) wrapped(call, handed *program.Node) *retry {
	switch handed.Kind {
	case program.Function, program.Name, program.Member:
	case program.Call:
		if isBuilt(u.language) && (handed.Name == "new" || u.givesFunction(handed)) ||
			u.language == syntax.Python && callee(handed) == "partial" {
			break
		}
		if again := u.caughtAgain(call); again != nil {
			return again
		}
		return u.composed(call, handed)
	default:
		return nil
	}
	called := call.Child(program.Callee)
	if called == nil {
		return firstOf(func() *retry { return u.retrying(call) }, func() *retry { return u.scriptJob(call) })
	}
	return firstOf(
		func() *retry { return u.retrying(call) },
		func() *retry { return u.scriptJob(call) },
		func() *retry { return u.graphNode(call) },
		func() *retry { return u.staminaCall(call, called, handed) }, // Retrying(…)(f)
		func() *retry {
			if called.Kind != program.Member {
				return nil
			}
			return u.retrying(called.Child(program.Obj)) // policy.execute(f), operation.attempt(f)
		},
		func() *retry { return u.givenUpOn(u.helper(called), call) },
		func() *retry {
			if handed.Kind == program.Function && u.runsElsewhere(called) {
				return guessed(called.Name, call)
			}
			return nil
		},
		func() *retry { return u.chained(call) },
		func() *retry { return u.composedElsewhere(call, handed) },
		func() *retry { return u.wrappedElsewhere(call, called) },
	)
}

func soundsLikeRetry(name string) bool {
	lower := strings.ToLower(name)
	const asyncCaller = "caller" // LangChain's
	return lower == asyncCaller || mentions(lower, "retry", "retri", "backoff", "resilien", "attempt")
}

// firstOf is the first retry that is found.
func firstOf(ways ...func() *retry) *retry {
	for _, find := range ways {
		if found := find(); found != nil {
			return found
		}
	}
	return nil
}
