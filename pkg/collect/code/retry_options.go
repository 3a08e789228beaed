package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// withOptions is the call of a library with its options in place, where they have a name or are
// spread; known is false where some of them stand elsewhere.
func (u *unit) withOptions(call *program.Node) (opened *program.Node, known bool) {
	if isBuilt(u.language) || u.language == syntax.Go {
		return call, true
	}
	with := *call
	with.Children, known = nil, true
	place := 0
	for _, child := range call.Children {
		each, ok := child, true
		if child.Role == program.Argument {
			each, ok = u.openedArgument(call, child, place)
			place++
		}
		known = known && ok
		with.Children = append(with.Children, each)
	}
	return &with, known
}

func (u *unit) openedArgument(call, given *program.Node, place int) (*program.Node, bool) {
	switch given.Kind {
	case program.Spread: // **options
		value := u.constant(given.Child(program.Value))
		if spread := given.Child(program.Value); spread != nil && spread.Kind == program.Call {
			value = spread
		}
		if value = dictOf(value); value == nil || value.Kind != program.Object {
			return given, false
		}
		return asArgument(value), true
	case program.Object:
		return u.openedObject(given)
	case program.Name, program.Member:
		if isScript(u.language) && (place > 0 || len(call.All(program.Argument)) == 1) {
			return u.openedName(given)
		}
	case program.Call:
		if isScript(u.language) && place > 0 {
			return u.openedCall(given)
		}
	}
	return given, true
}

// dictOf is dict(stop=…) of Python as the object that it makes, and anything else as it is.
func dictOf(value *program.Node) *program.Node {
	if value == nil || value.Kind != program.Call || callee(value) != "dict" || calledOn(value) != nil {
		return value
	}
	object := &program.Node{Kind: program.Object, Start: value.Start, End: value.End, Parent: value.Parent}
	for _, each := range value.All(program.Argument) {
		if each.Kind != program.Keyword {
			return value
		}
		entry := *each
		entry.Kind, entry.Role = program.Entry, program.None
		object.Children = append(object.Children, &entry)
	}
	return object
}

// openedCall are the options that a function gives back: retry(f, options("query")).
func (u *unit) openedCall(call *program.Node) (*program.Node, bool) {
	called := call.Child(program.Callee)
	if called == nil || call.Find(isFunction) != nil || u.origin(called) == "" && called.Name == "Number" {
		return call, true // asyncify(f), Number(process.env.ATTEMPTS)
	}
	for _, function := range u.called(called) {
		given := function.Child(program.Body)
		if given != nil && given.Kind == program.Block {
			given = given.Find(func(n *program.Node) bool { return n.Kind == program.Return }).First()
		}
		if given != nil && given.Kind == program.Object {
			return u.openedObject(asArgument(given))
		}
	}
	return call, false
}

func isFunction(n *program.Node) bool { return n.Kind == program.Function }

// openedName is what a name that may stand for options stands for.
func (u *unit) openedName(name *program.Node) (*program.Node, bool) {
	if _, ok := u.number(name); ok || len(u.called(name)) > 0 {
		return name, true
	}
	value := u.constant(name)
	if value == nil || value.Kind != program.Object || name.Kind == program.Name && u.isParameter(name) {
		return name, false
	}
	return u.openedObject(asArgument(value))
}

// openedObject puts what is spread into an object in its place: of two entries of a name,
// the later one counts, and stands first.
func (u *unit) openedObject(object *program.Node) (*program.Node, bool) {
	whole, known := *object, true
	whole.Children = nil
	for _, child := range slices.Backward(object.Children) {
		if child.Kind != program.Spread {
			whole.Children = append(whole.Children, child)
			continue
		}
		value := u.constant(child.Child(program.Value))
		if value == nil || value.Kind != program.Object {
			known = false
			continue
		}
		whole.Children = append(whole.Children, value.Children...)
	}
	return &whole, known
}

func asArgument(value *program.Node) *program.Node {
	argument := *value
	argument.Role = program.Argument
	return &argument
}
