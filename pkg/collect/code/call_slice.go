package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// between is the length of what lies between two bounds such as i and i + 100.
func (u *unit) between(from, to *program.Node, counted bool) (int, *program.Node, bool) {
	if to == nil {
		return 0, nil, false
	}
	if end, ok := u.number(to); ok {
		start, known := u.number(from)
		if counted || from == nil || from.Kind == program.Other {
			return int(end), to, true
		}
		return int(end - start), to, known
	}
	if value := u.constant(to); value != nil && value.Kind != program.Name {
		to = value // end := min(i+100, len(list))
	}
	if u.language == syntax.Go {
		to = u.sum(to)
	}
	return u.least(from, to)
}

// least is the length up to a bound that may be the smaller of two, such as i + 100 and the
// length of the list.
func (u *unit) least(from, to *program.Node) (int, *program.Node, bool) {
	if length, node, ok := u.most(to); ok && (from == nil || from.Kind == program.Other) {
		return length, node, true
	}
	if to.Kind == program.Call && plainName(callee(to)) == "min" {
		for _, each := range to.All(program.Argument) {
			if length, node, ok := u.step(from, each); ok {
				return length, node, true
			}
		}
	}
	return u.step(from, to)
}

// step is the 100 of i and i + 100.
func (u *unit) step(from, to *program.Node) (int, *program.Node, bool) {
	if to.Kind == program.Operation && to.Name == "+" && len(to.Children) == 2 && from != nil {
		if step, ok := u.number(to.Children[1]); ok && to.Children[0].Name == from.Name {
			return int(step), to.Children[1], true
		}
	}
	return 0, nil, false
}
