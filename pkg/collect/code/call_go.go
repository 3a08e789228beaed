package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// repeatedByCaller is the loop that the function around a node is called in.
func (u *unit) repeatedByCaller(node *program.Node) *program.Node {
	function := enclosing(node)
	if function == nil || function.Name == "" {
		return nil
	}
	for _, use := range u.usesOf(function, function.Name) {
		if use.Role != program.Callee {
			continue
		}
		if loop := u.repeated(use.Parent); loop != nil {
			return loop
		}
	}
	return nil
}

// most is the 100 of min(100, len(list)), up to which a list is sliced.
func (u *unit) most(bound *program.Node) (int, *program.Node, bool) {
	if bound.Kind != program.Call || plainName(callee(bound)) != "min" {
		return 0, nil, false
	}
	for _, each := range bound.All(program.Argument) {
		if value, ok := u.number(each); ok {
			return int(value), each, true
		}
	}
	return 0, nil, false
}

// sum is the start + 100 of an end that is len(list) where the list is shorter.
func (u *unit) sum(end *program.Node) *program.Node {
	found := u.bindings(end.Name, end)
	const sumAndLength = 2
	if end.Kind != program.Name || len(found) != sumAndLength {
		return end
	}
	for i, each := range found {
		other := found[1-i].value
		if each.value != nil && each.value.Kind == program.Operation && callee(other) == "len" {
			return each.value
		}
	}
	return end
}

// appended is one for a list that is made anew in each round of a loop and gets one element.
func (u *unit) appended(list *program.Node) bool {
	found := u.bindings(list.Name, list)
	const madeAndAppended = 2
	if len(found) != madeAndAppended {
		return false
	}
	added, made := found[0], found[1]
	if callee(added.value) != "append" || len(added.value.All(program.Argument)) != madeAndAppended ||
		added.value.Find(func(n *program.Node) bool { return n.Kind == program.Spread }) != nil {
		return false
	}
	loop := list.Up(isLoop)
	if loop == nil || added.node.Up(isLoop) != loop || made.node.Up(isLoop) != loop {
		return false
	}
	return made.value == nil || callee(made.value) == "make" ||
		made.value.Kind == program.List && len(made.value.Children) == 0
}
