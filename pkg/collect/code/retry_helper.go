package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// helper is the retry that a function of the text makes of what it is given: it calls one
// of its parameters in a loop that tries again, or is a decorator whose inner function does.
func (u *unit) helper(called *program.Node) *retry {
	call := called
	if called.Kind == program.Call {
		called = called.Child(program.Callee)
	} else if called.Role == program.Callee {
		call = called.Parent
	}
	if called == nil {
		return nil
	}
	for _, function := range append(u.called(called), u.calledObject(called)...) {
		if found := u.helperOf(function); found != nil {
			return u.withGiven(found, call)
		}
	}
	for _, each := range u.calledElsewhere(called) {
		if found := each.in.helperOf(each.node); found != nil {
			return u.withGiven(found.of(each.in), call)
		}
	}
	return nil
}

func (u *unit) helperOf(function *program.Node) *retry {
	found, asked := u.helpers[function]
	if !asked {
		u.helpers[function] = nil
		found = u.helperRetry(function)
		u.helpers[function] = found
	}
	return found
}

// calledObject are the methods by which an object of a class is called as a function.
func (u *unit) calledObject(called *program.Node) []*program.Node {
	if u.language != syntax.Python || called.Kind != program.Name {
		return nil
	}
	var found []*program.Node
	for _, each := range u.bindings(called.Name, called) {
		if each.node.Kind == program.Class {
			for _, method := range u.functions["__call__"] {
				if classOf(method) == each.node {
					found = append(found, method)
				}
			}
		}
	}
	return found
}

func (u *unit) helperRetry(function *program.Node) *retry {
	var found *retry
	function.Walk(func(n *program.Node) bool {
		if found != nil || n.Kind != program.Call {
			return found == nil
		}
		if given := u.given(n); given != nil && u.isParameter(given) {
			found = u.around(n, function)
		}
		if found == nil {
			found = u.handsOn(n)
		}
		return found == nil
	})
	return found
}

// handsOn is the retry that a function hands what it was given to: return pRetry(f, options),
// Retrying(…)(f).
func (u *unit) handsOn(call *program.Node) *retry {
	called := call.Child(program.Callee)
	if called == nil {
		return nil
	}
	for _, each := range call.All(program.Argument) {
		if u.language == syntax.Python && callee(each) == "partial" {
			each = each.Child(program.Argument) // partial(f, *args)
		}
		if each == nil || each.Kind != program.Name || !u.isParameter(each) {
			continue
		}
		if u.language == syntax.Go {
			return u.retrying(call)
		}
		return firstOf(
			func() *retry { return u.retrying(call) },
			func() *retry { return u.retrying(called) },
			func() *retry { return u.retrying(called.Child(program.Obj)) },
			func() *retry { return u.helper(called) },
		)
	}
	return nil
}

// given is the name of what a call calls: also of a Supplier or a Callable, by its method.
func (u *unit) given(call *program.Node) *program.Node {
	called := call.Child(program.Callee)
	if called != nil && called.Kind == program.Member && isBuilt(u.language) {
		switch called.Name {
		case "get", "call", "run", "apply", "execute", "accept", "Invoke", "invoke":
			called = called.Child(program.Obj)
		}
	}
	if called != nil && called.Kind == program.Member && isScript(u.language) &&
		(called.Name == "apply" || called.Name == "call") {
		called = called.Child(program.Obj)
	}
	if called == nil || called.Kind != program.Name {
		return nil
	}
	return called
}

func (u *unit) isParameter(name *program.Node) bool {
	for _, each := range u.bindings(name.Name, name) {
		return each.node.Kind == program.Parameter || u.isDecorated(each.value)
	}
	return false
}

// isDecorated knows descriptor.value, by which a decorator of a method has that method.
func (u *unit) isDecorated(value *program.Node) bool {
	if !isScript(u.language) || value == nil || value.Kind != program.Member || value.Name != "value" {
		return false
	}
	object := value.Child(program.Obj)
	if object == nil || object.Kind != program.Name {
		return false
	}
	found := u.bindings(object.Name, object)
	return len(found) > 0 && found[0].node.Kind == program.Parameter
}

// around is the retry within a function around the call of what it was given.
func (u *unit) around(call, function *program.Node) *retry {
	for up := call; up != function && up.Parent != nil; up = up.Parent {
		parent := up.Parent
		switch parent.Kind {
		case program.Loop:
			if found := u.loopRetry(parent, up, call); found != nil {
				return found
			}
		case program.Call:
			if found := u.retrying(parent); found != nil && up.Role == program.Argument {
				return found
			}
		case program.Function:
			if found := u.functionRetry(parent, call); found != nil {
				return found
			}
		}
	}
	return nil
}
