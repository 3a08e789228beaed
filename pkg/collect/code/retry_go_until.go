package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// goesOnFor says whether a loop goes on as long as a variable has an error:
// for err != nil && tries < 5.
func goesOnFor(condition *program.Node, name string) bool {
	switch {
	case condition == nil || condition.Kind != program.Operation || name == "":
		return false
	case condition.Name == "&&":
		for _, part := range condition.Children {
			if goesOnFor(part, name) {
				return true
			}
		}
		return false
	default:
		return condition.Name == "!=" && isNilCheck(condition) && condition.First().Named(name)
	}
}

// triedUntilNone is a call before a loop that makes it again until there is no error:
// err := f(); for err != nil { err = f() }.
func (u *unit) triedUntilNone(function, call *program.Node) *retry {
	assign := call.Parent
	if assign == nil || assign.Kind != program.Assign {
		return nil
	}
	name := errorName(assign)
	loop := function.Find(func(n *program.Node) bool {
		return n.Kind == program.Loop && (n.Start > call.End || assign.Role == program.Init && assign.Parent == n) &&
			goesOnFor(n.Child(program.Condition), name) && u.sameCall(n, call) != nil
	})
	if loop == nil || enclosing(loop) != enclosing(call) {
		return nil
	}
	return u.handwritten(loop, loop)
}
