package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// calledLength is the length of what a call makes of a list: list(part), part.map(f).
func (u *unit) calledLength(call *program.Node, steps int) (int, *program.Node, bool) {
	switch name := plainName(callee(call)); {
	case name == "list", name == "tuple", name == "zip" && u.language == syntax.Python:
		return u.length(positional(call, 0), steps-1)
	case name == "range" && u.language == syntax.Python:
		return u.ranged(call)
	case name == "map" && isScript(u.language):
		return u.length(call.Child(program.Callee).Child(program.Obj), steps-1)
	case name == "slice", name == "splice":
		return u.between(positional(call, 0), positional(call, 1), name == "splice")
	default:
		return 0, nil, false
	}
}

// comprehended is the length of [f(x) for x in part], which is that of the part.
func (u *unit) comprehended(loop *program.Node, steps int) (int, *program.Node, bool) {
	if loop.Name != "comprehension" || len(loop.All(program.Iterable)) != 1 || loop.Child(program.None) != nil {
		return 0, nil, false
	}
	return u.length(loop.Child(program.Iterable), steps-1)
}

// calledInLoop says whether the function around a node is called in a loop of the text.
func (u *unit) calledInLoop(node *program.Node) bool {
	function := enclosing(node)
	if function == nil {
		return false
	}
	return slices.ContainsFunc(u.usesOf(function, ownName(function)), func(use *program.Node) bool {
		return use.Role == program.Callee && u.repeated(use.Parent) != nil ||
			use.Role == program.Argument && u.runsForEach(use.Parent) // xs.forEach(this::one)
	})
}

// spread is what options that have a name give to a call, or to an object: {...options}.
func (u *unit) spread(node *program.Node, name string) *program.Node {
	for _, each := range node.Children {
		if each.Kind != program.Spread {
			continue
		}
		if value := u.constant(each.Child(program.Value)); value != nil && value.Kind == program.Object {
			if found := entry(value, name); found != nil {
				return found
			}
		}
	}
	return nil
}

// ranged is how many numbers range(from, to) has.
func (u *unit) ranged(call *program.Node) (int, *program.Node, bool) {
	last, second := positional(call, 0), positional(call, 1)
	from := 0.0
	if second != nil {
		start, ok := u.number(last)
		if !ok {
			return 0, nil, false
		}
		from, last = start, second
	}
	end, ok := u.number(last)
	return int(end - from), last, ok && positional(call, 2) == nil
}

func (u *unit) sliced(slice *program.Node) (int, *program.Node, bool) {
	if slice == nil || slice.Kind != program.Slice || len(slice.Children) < 2 {
		return 0, nil, false
	}
	return u.between(slice.Children[0], slice.Children[1], false)
}
