package code

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// number is the value of an expression of literals and of names that stand for one.
func (u *unit) number(node *program.Node) (float64, bool) { return u.numberWithin(node, deepest) }

func (u *unit) numberWithin(node *program.Node, steps int) (float64, bool) {
	if node == nil || steps == 0 {
		return 0, false
	}
	switch node.Kind {
	case program.Number:
		text := strings.TrimRight(strings.ReplaceAll(node.Name, "_", ""), "lLfFdDnmMuU")
		value, err := strconv.ParseFloat(text, 64)
		return value, err == nil
	case program.Operation:
		return u.arithmetic(node, steps)
	case program.Keyword, program.Entry:
		return u.numberWithin(node.Child(program.Value), steps-1)
	case program.Call:
		if isConversion(callee(node)) {
			return u.numberWithin(node.Child(program.Argument), steps-1)
		}
	}
	if value := u.constant(node); value != nil {
		return u.numberWithin(value, steps-1)
	}
	if found := u.constantElsewhere(node); found.value != nil {
		return found.in.numberWithin(found.value, steps-1)
	}
	return 0, false
}

func isConversion(name string) bool {
	switch name {
	case "int", "uint", "int32", "uint32", "int64", "uint64":
		return true
	default:
		return false
	}
}

func (u *unit) arithmetic(node *program.Node, steps int) (float64, bool) {
	if len(node.Children) == 1 && node.Name == "-" {
		value, ok := u.numberWithin(node.Children[0], steps-1)
		return -value, ok
	}
	if len(node.Children) != 2 {
		return 0, false
	}
	steps = max(steps-3, 0) // each has two of the next
	left, ok := u.numberWithin(node.Children[0], steps)
	right, also := u.numberWithin(node.Children[1], steps)
	if !ok || !also {
		return 0, false
	}
	switch node.Name {
	case "*":
		return left * right, true
	case "+":
		return left + right, true
	case "-":
		return left - right, true
	default:
		return 0, false
	}
}

// constant is the one value that a name, or the member of an object, is ever given in the
// text: that of its assignment, or the default of a parameter.
func (u *unit) constant(node *program.Node) *program.Node {
	var found []binding
	if node == nil {
		return nil
	}
	switch node.Kind {
	case program.Name:
		found = u.bindings(node.Name, node)
	case program.Member:
		found = u.attributes[node.Name]
		if len(found) == 0 { // a constant of a class, by its name alone
			found = u.classConstant(node)
		}
		if len(found) == 0 {
			return u.entryOf(node)
		}
	}
	if isBuilt(u.language) { // a field is declared, and given its value elsewhere
		found = slices.DeleteFunc(slices.Clone(found), func(each binding) bool {
			return each.node.Kind == program.Assign && each.value == nil
		})
	}
	if len(found) != 1 {
		return nil
	}
	switch only := found[0]; only.node.Kind {
	case program.Assign:
		if only.node.Name == "=" {
			return only.value
		}
	case program.Parameter:
		return only.node.Child(program.Value)
	}
	return nil
}

// entryOf is what an object that is written out has by a name: settings.topK.
func (u *unit) entryOf(member *program.Node) *program.Node {
	object := member.Child(program.Obj)
	if object == nil || object.Kind != program.Name {
		return nil
	}
	value := u.constant(object)
	if value == nil || value.Kind != program.Object {
		return nil
	}
	return entry(value, plainName(member.Name))
}

func (u *unit) classConstant(node *program.Node) []binding {
	object := node.Child(program.Obj)
	if object == nil || object.Kind != program.Name {
		return nil
	}
	if isSelf(object.Name) || len(u.bindings(object.Name, node)) > 0 {
		return u.file.names[node.Name]
	}
	return nil
}

func isSelf(name string) bool { return name == "self" || name == "this" || name == "cls" }

// word is a string of which all is known.
func (u *unit) word(node *program.Node) (string, bool) {
	for range deepest {
		if node == nil {
			return "", false
		}
		if node.Kind == program.String {
			return node.Name, len(node.Children) == 0
		}
		node = u.constant(node)
	}
	return "", false
}

// truth is true or false, where that can be told.
func (u *unit) truth(node *program.Node) tri {
	for range deepest {
		if node == nil {
			return unknown
		}
		if node.Kind == program.Constant {
			return is(node.Name == "true")
		}
		node = u.constant(node)
	}
	return unknown
}

// tri is an answer that may not be known.
type tri int

const (
	unknown tri = iota
	yes
	no
)

func is(answer bool) tri {
	if answer {
		return yes
	}
	return no
}
