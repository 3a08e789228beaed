package code

import (
	"math"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// handed is the largest number that an expression may stand for: of a parameter, what those who call
// the function give for it.
type handed struct {
	known bool
	value float64
	at    use
	// open says that there are others, which nobody can tell.
	open bool
}

// add takes what may be as well.
func (h *handed) add(other handed) {
	open := h.open || other.open
	if other.known && (!h.known || other.value > h.value) {
		*h = other
	}
	h.open = open
}

// amount keeps a number that is known.
func (u *unit) amount(s *sight, name string, node *program.Node) {
	found := u.largest(node, shallow)
	if !found.known || found.value != math.Trunc(found.value) || math.Abs(found.value) >= 1<<53 {
		return
	}
	s.values[name] = int(found.value)
	s.places["/"+name] = found.at.node
	if found.at.node != node {
		s.others = map[string]*unit{"/" + name: found.at.in}
	}
	if found.open {
		s.unsure(u, "/"+name, "who calls it may ask for more", node)
	}
}

// largest is the largest number that a node may stand for.
func (u *unit) largest(node *program.Node, steps int) handed {
	if node == nil {
		return handed{}
	}
	parameter := u.parameterOf(node)
	if value, ok := u.number(node); parameter == nil || steps == 0 {
		return handed{known: ok, value: value, at: use{node, u}, open: !ok}
	}
	var found handed
	byDefault := false
	callers := u.callersOf(parameter.Up(isFunction))
	for _, call := range callers {
		given, omitted := givenOrOmitted(parameter, call.node.Parent)
		switch {
		case given != nil:
			found.add(call.in.largest(given, steps-1))
		case omitted:
			byDefault = true
		default:
			found.open = true
		}
	}
	if value, ok := u.number(parameter.Child(program.Value)); ok && (byDefault || !found.known) {
		found.add(handed{known: true, value: value, at: use{node, u}})
	}
	found.open = found.open || !found.known
	return found
}

// parameterOf is the one parameter that a node stands for, or the member that a constructor gives
// it to, nil where it stands for something else.
func (u *unit) parameterOf(node *program.Node) *program.Node {
	for range deepest {
		var found []binding
		switch {
		case node == nil:
			return nil
		case node.Kind == program.Keyword, node.Kind == program.Entry:
			node = node.Child(program.Value)
			continue
		case node.Kind == program.Call && isConversion(callee(node)):
			node = node.Child(program.Argument)
			continue
		case node.Kind == program.Name:
			found = u.bindings(node.Name, node)
		case node.Kind == program.Member && isSelf(objectName(node)):
			found = u.attributesOf(node)
		}
		if len(found) != 1 {
			return nil
		}
		if found[0].node.Kind == program.Parameter {
			return found[0].node
		}
		if found[0].node.Kind != program.Assign || found[0].node.Name != "=" {
			return nil
		}
		node = found[0].value
	}
	return nil
}

// callersOf are the nearest places of production code that call a function, or make an object by a
// constructor.
func (u *unit) callersOf(function *program.Node) []use {
	if function == nil {
		return nil
	}
	name, class := ownName(function), classOf(function)
	if class != nil && isConstructor(function) {
		name, class = class.Name, nil
	}
	var found []use
	for _, each := range u.uses[name] {
		isCall := each.Role == program.Callee && !each.Within(function)
		if isCall && len(found) < nearest && u.isCallOf(each, function, class) {
			found = append(found, use{each, u})
		}
	}
	return slices.DeleteFunc(append(found, u.whoCalls(function)...), func(each use) bool {
		return each.in.role != "source" && each.in.role != u.role
	})
}

// isCallOf says whether a callee is a function of the text, or a method of a class of it.
func (u *unit) isCallOf(called, function, class *program.Node) bool {
	switch {
	case isConstructor(function):
		return called.Kind == program.Name
	case class == nil:
		return called.Kind == program.Name && slices.Contains(u.called(called), function)
	case u.isOfSame(called, class):
		return true
	default:
		return slices.ContainsFunc(u.classesOf(called.Child(program.Obj), shallow), func(each declaration) bool {
			return each.node == class
		})
	}
}

// givenOrOmitted is what a call gives for a parameter, and whether it leaves that to the default.
func givenOrOmitted(parameter, call *program.Node) (given *program.Node, omitted bool) {
	function := parameter.Up(isFunction)
	if parameter.Parent != function { // of ({ topK = 10 })
		given = argument(call, plainName(parameter.Name))
	} else {
		given = givenFor(parameter, call)
	}
	arguments := call.All(program.Argument)
	isOpen := call.Find(func(n *program.Node) bool {
		return n.Kind == program.Spread && (n.Parent == call || n.Parent.Parent == call)
	}) != nil
	if given != nil && given.Kind == program.Spread {
		return nil, false
	}
	if parameter.Parent != function && slices.ContainsFunc(arguments, func(each *program.Node) bool {
		return each.Kind != program.Object && each.Kind != program.String
	}) {
		isOpen = true // an object that has a name
	}
	return given, given == nil && !isOpen && parameter.Child(program.Value) != nil
}
