package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// once makes of a retry one whose first attempt is the last.
func (r *retry) once() { r.bounded, r.attempts = yes, 1 }

// givesUpAlways says whether each error that what is tried gives back is marked as one to give up on.
func (u *unit) givesUpAlways(call *program.Node, mark string) bool {
	isMarked := func(given *program.Node) bool { return given.Kind == program.Call && callee(given) == mark }
	tried := u.tried(call)
	return len(tried) > 0 && !slices.ContainsFunc(tried, func(function *program.Node) bool {
		given := errorsGiven(function)
		return len(given) == 0 || slices.ContainsFunc(given, func(each *program.Node) bool { return !isMarked(each) })
	})
}

// marksNone says whether what is tried is seen to give back errors of Pinecone's alone, also with a text
// around them, and none that is marked for another try.
func (u *unit) marksNone(call *program.Node) bool {
	tried := u.tried(call)
	return len(tried) > 0 && !slices.ContainsFunc(tried, func(function *program.Node) bool {
		given := errorsGiven(function)
		return len(given) == 0 || slices.ContainsFunc(given, func(each *program.Node) bool {
			return !u.isErrorOfCall(each, function, shallow)
		})
	})
}

// errorsGiven are what a function of Go gives back as its error, but for nil.
func errorsGiven(function *program.Node) []*program.Node {
	var found []*program.Node
	function.Child(program.Body).Walk(func(n *program.Node) bool {
		if n.Kind == program.Function {
			return false
		}
		if n.Kind == program.Return {
			last := n // which names its results
			if len(n.Children) > 0 {
				last = n.Children[len(n.Children)-1]
			}
			if !isNull(last) {
				found = append(found, last)
			}
		}
		return true
	})
	return found
}

// isErrorOfCall says whether an expression is the error of a call of Pinecone's: as it is, or in another one.
func (u *unit) isErrorOfCall(given, function *program.Node, steps int) bool {
	if steps == 0 {
		return false
	}
	switch given.Kind {
	case program.Name:
		found := u.bindings(given.Name, given)
		return len(found) > 0 && !slices.ContainsFunc(found, func(each binding) bool {
			return each.value == nil || !each.node.Within(function) || !u.isErrorOfCall(each.value, function, steps-1)
		})
	case program.Call:
		called := given.Child(program.Callee)
		module, name := split(u.origin(called))
		if module == "fmt" || module == "errors" && name != "As" {
			return true
		}
		if called == nil || called.Kind != program.Member {
			return false
		}
		of := u.thing(called.Child(program.Obj))
		return of != nil && operation(of.is, called.Name) != ""
	default:
		return false
	}
}

// stopsAtOnce says whether a call is given the policy of cenkalti's that allows no other try.
func (u *unit) stopsAtOnce(call *program.Node) bool {
	return slices.ContainsFunc(call.All(program.Argument), func(each *program.Node) bool {
		if value := u.handed(each); value != nil {
			each = value
		}
		return each.Kind != program.Function && strings.Contains(u.source(each), "StopBackOff")
	})
}
