package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// handler is the function around a node that answers a request, or that one calls which
// does; nil where none is seen.
func (u *unit) handler(node *program.Node) *use { return u.handlerWithin(node, 3) }

func (u *unit) handlerWithin(node *program.Node, steps int) *use {
	function := enclosing(node)
	if function == nil || steps == 0 {
		return nil
	}
	if u.handles(function) {
		return &use{function, u}
	}
	name := ownName(function)
	if name == "" || isCached(function) {
		return u.handlerWithin(function, steps)
	}
	if class := classOf(function); class != nil && isConstructor(function) {
		return u.handlerOfObject(function, class, steps)
	}
	for _, each := range u.usesOf(function, name) {
		if u.isHandedOver(each) {
			return &use{function, u}
		}
		made := each.Role == program.Callee && !u.isKept(each.Parent)
		if made || callee(each.Parent) == "Depends" {
			if found := u.handlerWithin(each, steps-1); found != nil {
				return found
			}
		}
	}
	return u.handlerElsewhere(function, steps)
}

// handlerElsewhere is the handler of another file that calls a function, or makes an object of a
// class.
func (u *unit) handlerElsewhere(of *program.Node, steps int) *use {
	for _, each := range u.usesElsewhere(of) {
		made := each.node.Role == program.Callee && !each.in.isKept(each.node.Parent)
		if !made && callee(each.node.Parent) != "Depends" {
			continue
		}
		if found := each.in.handlerWithin(each.node, steps-1); found != nil {
			return found
		}
	}
	return nil
}

// isHandedOver says whether a function is given by its name to what calls it for each request.
func (u *unit) isHandedOver(use *program.Node) bool {
	switch u.language {
	case syntax.CSharp:
		return use.Role == program.Argument && isRegistration(use.Parent)
	case syntax.Python:
		return isHandedOn(use)
	case syntax.TypeScript, syntax.TSX:
		return u.isRunEach(use)
	default:
		return false
	}
}

// handlerOfObject is the handler that makes an object of a class, and so runs its constructor.
func (u *unit) handlerOfObject(constructor, class *program.Node, steps int) *use {
	if isOneForAll(class) {
		return nil
	}
	if isScript(u.language) && isOfRequest(class) {
		return &use{constructor, u}
	}
	for _, each := range u.usesOf(constructor, class.Name) {
		made := each.Role == program.Callee && !u.isKept(each.Parent)
		if !made && callee(each.Parent) != "Depends" {
			continue
		}
		if found := u.handlerWithin(each, steps-1); found != nil {
			return found
		}
	}
	return u.handlerElsewhere(class, steps)
}

// isOfRequest says whether Nest makes an object of a class for each request.
func isOfRequest(class *program.Node) bool {
	around := class
	if exported := class.Parent; exported != nil && exported.Kind == program.Other {
		around = exported // which has the decorators
	}
	return around.Find(hasScope("REQUEST")) != nil
}

// hasScope finds a scope of Nest.
func hasScope(name string) func(*program.Node) bool {
	return func(n *program.Node) bool {
		return n.Kind == program.Member && n.Name == name && objectName(n) == "Scope"
	}
}

// isOneForAll says whether a class keeps its object for all who ask for one: by __new__, by a
// decorator, or by metaclass=Singleton.
func isOneForAll(class *program.Node) bool {
	if class.Find(makesItself) != nil || isCached(class) {
		return true
	}
	return slices.ContainsFunc(class.All(program.Base), func(base *program.Node) bool {
		value := base.Child(program.Value)
		return base.Kind == program.Keyword && base.Name == "metaclass" && value != nil &&
			mentions(plainName(value.Name), "singleton")
	})
}

// makesItself is __new__, by which a class decides whether there is one object or more.
func makesItself(n *program.Node) bool { return n.Kind == program.Function && n.Name == "__new__" }
