package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isCollected says whether a loop that runs once puts what a call makes into a list or an
// object: { name: client(name) for name in names } at the top of a file.
func (u *unit) isCollected(call, loop *program.Node) bool {
	function := enclosing(loop)
	if function != nil && !isSetUp(functionName(function)) || u.repeated(loop) != nil {
		return false
	}
	at := call
	for at.Parent != loop && isLiteral(at.Parent) {
		at = at.Parent
	}
	switch assign := at.Parent; {
	case assign.Kind == program.Assign: // handles[name] = …
		target := assign.Child(program.Target)
		return target != nil && target.Kind == program.Subscript
	case assign == loop && loop.Name == "comprehension", callee(loop) == "map":
		return at.Parent == loop && loop.Up(isAssign) != nil
	default:
		return false
	}
}

func isAssign(n *program.Node) bool { return n.Kind == program.Assign }

// isLiteral knows what only holds, or gives back, what is in it.
func isLiteral(n *program.Node) bool {
	switch n.Kind {
	case program.List, program.Object, program.Entry, program.Return, program.Block, program.Function:
		return true
	default:
		return false
	}
}
