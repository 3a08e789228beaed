package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// handedFromElsewhere is what other files hand in for what is asked as an index: for a parameter, or
// for that of a constructor which keeps it in a member.
func (u *unit) handedFromElsewhere(object, call, called *program.Node) *thing {
	if object == nil || u.language != syntax.Python && !isScript(u.language) || !u.asksIndex(call, called) {
		return nil
	}
	for _, each := range u.declared(object) {
		function := each.node.Parent
		if each.node.Kind != program.Parameter || function == nil || function.Kind != program.Function {
			continue
		}
		for _, at := range u.whoCalls(function) {
			if found := at.in.abroad(at.in.thing(givenFor(each.node, at.node.Parent))); found != nil {
				return found
			}
		}
	}
	return nil
}

// whoCalls are the nearest places in other files that call a function, or make an object by a
// constructor.
func (u *unit) whoCalls(function *program.Node) []use {
	var found []use
	of := function
	if class := classOf(function); class != nil && isConstructor(function) {
		of = class
	}
	for _, each := range append(slices.Clone(u.methodUses(function)), u.usesElsewhere(of)...) {
		if each.node.Role == program.Callee {
			found = append(found, each)
		}
	}
	return found
}
