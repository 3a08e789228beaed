package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// called are the functions of the text that a callee may be.
func (u *unit) called(called *program.Node) []*program.Node {
	switch called.Kind {
	case program.Function:
		return []*program.Node{called}
	case program.Name:
		var found []*program.Node
		for _, each := range u.bindings(called.Name, called) {
			if function := each.function(); function != nil {
				found = append(found, function)
			}
		}
		if len(found) == 0 && isBuilt(u.language) && called.Role == program.Callee && called.Parent.Name != "new" {
			named := u.functions[called.Name] // a method of the same class
			found = named[:min(nearest, len(named))]
		}
		return found
	case program.Member:
		if object := called.Child(program.Obj); object != nil && u.origin(object) == "" && u.thingWithin(object, 3) == nil {
			named := u.functions[called.Name]
			return named[:min(nearest, len(named))]
		}
	}
	return nil
}

// returned is the first thing that a function gives back.
func (u *unit) returned(function *program.Node, steps int) *thing {
	body := function.Child(program.Body)
	if body == nil { // a method of an interface
		return u.typed(resultType(function, 0), steps)
	}
	if body.Kind != program.Block {
		return u.thingWithin(body, steps-1) // a lambda's
	}
	var found *thing
	body.Walk(func(n *program.Node) bool {
		if n.Kind == program.Function || found != nil {
			return false
		}
		if n.Kind == program.Return && (len(n.Children) == 1 || len(n.Children) > 0 && u.language == syntax.Go) {
			found = u.thingWithin(n.Children[0], steps-1)
		}
		return true
	})
	if found == nil {
		found = u.typed(resultType(function, 0), steps)
	}
	return found
}

// handedIn is the first thing that those who call a function of the text hand in for a
// parameter, load(pc.Index(name)), or else its default.
func (u *unit) handedIn(parameter *program.Node, steps int) *thing {
	function := parameter.Parent
	if parameter.Kind != program.Parameter || function == nil || function.Kind != program.Function {
		return nil
	}
	if u.language == syntax.Go {
		return u.handedGo(parameter, steps)
	}
	if isBuilt(u.language) {
		return nil // which declare what a parameter is
	}
	if found := u.depended(parameter, steps); found != nil {
		return found
	}
	if promise := promiseOf(parameter, function); promise != nil {
		return u.thingWithin(promise, steps-1)
	}
	name := ownName(function)
	for _, use := range u.uses[name][:min(nearest, len(u.uses[name]))] {
		if name == "" || use.Role != program.Callee || use.Within(function) || !u.isOfSame(use, classOf(function)) {
			continue
		}
		if found := u.thingWithin(givenFor(parameter, use.Parent), steps-1); found != nil {
			return found
		}
	}
	return u.thingWithin(parameter.Child(program.Value), steps-1)
}

// promiseOf is the promise that a function gets what it is kept with of: open().then((index) => …).
func promiseOf(parameter, function *program.Node) *program.Node {
	call := function.Parent
	if call.Kind != program.Call || callee(call) != "then" || positional(call, 0) != function ||
		function.Child(program.Param) != parameter {
		return nil
	}
	return calledOn(call)
}

// givenFor is what a call gives for a parameter of the function that it calls, nil for its default.
func givenFor(parameter, call *program.Node) *program.Node {
	if named := argument(call, plainName(parameter.Name)); named != nil {
		return named
	}
	if isPostInit(parameter.Parent) {
		return nil // which has other places
	}
	place := 0
	for _, each := range parameter.Parent.All(program.Param) {
		if each == parameter {
			return positional(call, place)
		}
		if !isSelf(each.Name) {
			place++
		}
	}
	return nil
}

// usesOf are the nearest places outside a function that use it by its name. What is a
// method of Pinecone's is another one of the same name.
func (u *unit) usesOf(function *program.Node, name string) []*program.Node {
	var found []*program.Node
	for _, use := range u.uses[name] {
		if len(found) == nearest || name == "" {
			break
		}
		object := use.Child(program.Obj)
		if use.Within(function) || use.Kind == program.Member && object != nil && u.thing(object) != nil {
			continue
		}
		if u.language == syntax.Go && object != nil && u.isMethodOfAnother(function, object) {
			continue
		}
		if u.language == syntax.Go && u.isShadowed(use, function) {
			continue
		}
		found = append(found, use)
	}
	return found
}

// isShadowed says whether the name of a function stands for something else where it is used.
func (u *unit) isShadowed(name, function *program.Node) bool {
	if name.Kind != program.Name || u.file.names[name.Name] == nil {
		return false
	}
	return !slices.ContainsFunc(u.bindings(name.Name, name), func(each binding) bool {
		return each.function() == function
	})
}

// keptIn are what the text assigns to the same member, or to the same key, of something that
// stands elsewhere: g.index, app["index"].
func (u *unit) keptIn(node *program.Node) []binding {
	name, object := node.Name, node.Child(program.Obj)
	if node.Kind == program.Subscript {
		name = keyOf(node)
	}
	if name == "" || object == nil {
		return nil
	}
	var found []binding
	for _, each := range u.attributes[name] {
		target := each.node.Child(program.Target)
		if target != nil && target.Kind == node.Kind && len(found) < nearest &&
			objectName(target) == object.Name {
			found = append(found, each)
		}
	}
	return found
}

// keyOf is a name for the key of a subscript that is a string, which no member has.
func keyOf(subscript *program.Node) string {
	index := subscript.Child(program.Index)
	if index == nil || index.Kind != program.String || len(index.Children) > 0 {
		return ""
	}
	return "[" + index.Name
}

// decorated binds what Fastify gives a member: fastify.decorate("index", index).
func (u *unit) decorated(call *program.Node) {
	name, value := positional(call, 0), positional(call, 1)
	if callee(call) == "decorate" && name != nil && name.Kind == program.String && value != nil {
		u.attributes[name.Name] = append(u.attributes[name.Name], binding{node: call, value: value})
	}
}
