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
