package code

import "github.com/pinelint/pinelint/pkg/collect/code/program"

// keptFrom is a retry that never hears of an error, as what it tries again catches it. It may
// look at what that gives back.
func keptFrom(found *retry) *retry {
	return &retry{present: unknown, node: found.node, in: found.in, by: found.by,
		why: "the error is caught within what is tried again, and goes no further"}
}

// hearsErrors says whether a retry tries again what ends with an error, rather than in what catches it.
func (r *retry) hearsErrors() bool {
	return r != nil && r.present == yes && !isOneOf(r.by, []string{"loop", "recursion", "handler"})
}

// keepsError says whether a try statement catches what Pinecone answers, 429 too, and tells
// nobody by an error.
func (u *unit) keepsError(try *program.Node) bool {
	function := enclosing(try)
	if function == nil || function.Find(func(n *program.Node) bool {
		return n.Kind == program.Raise && n.Start > try.End && enclosing(n) == function
	}) != nil {
		return false // the last error is thrown when all is over
	}
	for _, handler := range try.All(program.Caught) {
		if _, limits := u.caught(handler); limits != yes {
			continue
		}
		return handler.Child(program.Condition) == nil && handler.Child(program.Body).Find(handsErrorOn) == nil
	}
	return false
}

// handsErrorOn knows what ends a handler with an error: by a statement, or by what is called.
func handsErrorOn(n *program.Node) bool {
	switch n.Kind {
	case program.Raise, program.Continue:
		return true
	case program.Call:
		return mentions(plainName(callee(n)), "reject", "retry", "bail", "abort", "next", "callback", "throw", "raise",
			"fail", "done", "again", "requeue", "nack", "error") && !isLog(n)
	default:
		return false
	}
}
