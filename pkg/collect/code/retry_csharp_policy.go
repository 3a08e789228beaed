package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// policyOf is the policy that a function of the text makes.
func (u *unit) policyOf(called *program.Node, steps int) *retry {
	for _, function := range u.called(called) {
		made := function.Child(program.Body)
		if made != nil && made.Kind == program.Block && len(made.Children) > 0 {
			last := made.Children[len(made.Children)-1]
			if made = nil; last.Kind == program.Return && len(last.Children) == 1 {
				made = last.Children[0]
			}
		}
		if found := u.retryingWithin(made, steps-1); found != nil {
			return found
		}
	}
	return nil
}

// runsElsewhere says whether a call is handed to an object that the text was given, by a method
// whose name says no more than that it runs it: what it does besides is not told.
func (u *unit) runsElsewhere(called *program.Node) bool {
	object := called.Child(program.Obj)
	written := func(function *program.Node) bool { return function.Child(program.Body) != nil }
	if u.language != syntax.CSharp || object == nil || slices.ContainsFunc(u.called(called), written) {
		return false
	}
	switch asked(called.Name) {
	case "run", "execute", "invoke", "call", "perform", "do", "guard", "protect", "send", "try":
		return u.isInjected(object, shallow)
	default:
		return false
	}
}

// isInjected says whether a name stands for a parameter of a type that is written.
func (u *unit) isInjected(name *program.Node, steps int) bool {
	if name.Kind == program.Operation && name.Name == "??" && len(name.Children) > 0 {
		name = name.Children[0] // given ?? throw new ArgumentNullException(…)
	}
	if steps == 0 || name.Kind != program.Name && name.Kind != program.Member {
		return false
	}
	found := valued(u.givenTo(name))
	if len(found) == 0 {
		return false
	}
	if first := found[0]; first.value == nil {
		return first.node.Kind == program.Parameter || first.node.Child(program.Type) != nil
	}
	return u.isInjected(found[0].value, steps-1)
}

// waitsElsewhere says whether something within a node waits by a method of another text.
func (u *unit) waitsElsewhere(within *program.Node) bool {
	return u.language == syntax.CSharp && within.Find(func(n *program.Node) bool {
		if n.Kind != program.Call || positional(n, 0) == nil || len(u.called(n.Child(program.Callee))) > 0 {
			return false
		}
		name := asked(callee(n))
		return name == "wait" || mentions(name, "delay", "backoff", "sleep", "pause")
	}) != nil
}
