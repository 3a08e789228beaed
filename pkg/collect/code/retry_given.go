package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isGivenBack says whether a function without a name is what another one gives back:
// Supplier<T> query() { return () -> …; }.
func (u *unit) isGivenBack(function *program.Node) bool {
	return isBuilt(u.language) && enclosing(function) != nil &&
		(function.Parent.Kind == program.Return || function.Parent.Kind == program.Function && function.Role == program.Body)
}

// givesFunction says whether a call gives a function that the text has.
func (u *unit) givesFunction(call *program.Node) bool {
	called := call.Child(program.Callee)
	return called != nil && slices.ContainsFunc(u.called(called), func(function *program.Node) bool {
		return function.Find(func(n *program.Node) bool {
			return n.Kind == program.Function && n != function && n.Name == "" && enclosing(n) == function && u.isGivenBack(n)
		}) != nil
	})
}

// handedOut is a function without a name, or the calls of the one that gives it back.
func (u *unit) handedOut(function *program.Node) []*program.Node {
	if !u.isGivenBack(function) {
		return []*program.Node{function}
	}
	var found []*program.Node
	around := enclosing(function)
	for _, use := range u.usesOf(around, ownName(around)) {
		if use.Role == program.Callee {
			found = append(found, use.Parent)
		}
	}
	return found
}
