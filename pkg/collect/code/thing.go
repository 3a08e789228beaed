package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// thing is what an expression gives.
type thing struct {
	is      kind
	wrapper string
	// class is the name of the class that it is of.
	class string
	// made is the call that made it, nil where that stands elsewhere.
	made *program.Node
	// from is what it was made from: the client of an index, the index of a store.
	from *thing
	// namespace is what a handle was narrowed to, nil where it was not.
	namespace *program.Node
	// mixed says that what it stands for is given something else by others.
	mixed bool
	// plain says of what another file made that it was told nothing of retries there.
	plain bool
	// by is the class or the function that made a chain, asks what it was told to ask for, and again
	// where it was told to try again.
	by          string
	asks, again *use
	// broken is the file that it comes from, where that cannot be read and so does not tell.
	broken *unit
}

// thing says what an expression gives, nil where it is nothing of Pinecone's or cannot be
// told.
func (u *unit) thing(node *program.Node) *thing { return u.thingWithin(node, deepest) }

func (u *unit) thingWithin(node *program.Node, steps int) *thing {
	if node == nil || steps == 0 {
		return nil
	}
	before, asked := u.things[node]
	if asked && (before.found != nil || before.steps >= steps) {
		return before.found
	}
	u.thingsInChain(node, steps)
	u.things[node] = answer{steps: deepest} // which ends circles
	found := u.thingOf(node, steps)
	u.things[node] = answer{found, steps}
	return found
}

// answer is what an expression was found to give, by how many steps: more of them may find what is
// farther away.
type answer struct {
	found *thing
	steps int
}

func (u *unit) thingOf(node *program.Node, steps int) *thing {
	switch node.Kind {
	case program.Name, program.Member:
		return u.namedThing(node, steps)
	case program.Call:
		return u.made(node, steps)
	case program.Assign:
		return u.thingWithin(node.Child(program.Value), steps-1)
	case program.Subscript:
		if found := u.thingWithin(node.Child(program.Obj), steps-1); found != nil {
			return found // connections[0]
		}
		if found := u.annotated(node, steps); found != nil {
			return found
		}
		return u.bound(u.keptIn(node), steps)
	case program.Operation:
		if found := u.piped(node, steps); found != nil {
			return found
		}
		for _, child := range node.Children {
			if found := u.thingWithin(child, steps-1); found != nil && child.Role != program.Condition {
				return found
			}
		}
	}
	return nil
}

func (u *unit) namedThing(node *program.Node, steps int) *thing {
	if origin := u.origin(node); origin != "" {
		return u.importedThing(node, origin, steps)
	}
	if node.Kind == program.Name {
		if found := u.bound(u.bindings(node.Name, node), steps); found != nil {
			return found
		}
		if found := u.inheritedField(node, steps); found != nil {
			return found
		}
		return u.firstOf(u.beside(node), false, steps)
	}
	if object := u.thingWithin(node.Child(program.Obj), steps-1); object != nil {
		if found := u.partOf(object, node.Name); found != nil || u.language != syntax.Go {
			return found
		}
	}
	if found := u.bound(slices.Concat(u.attributesOf(node), u.constructed(node)), steps); found != nil {
		return found
	}
	if u.language == syntax.Go {
		return u.fieldElsewhere(node, steps)
	}
	if found := u.property(node, steps); found != nil {
		return found
	}
	if isSelf(objectName(node)) || objectName(node) == "base" || objectName(node) == "super" {
		if found := u.inheritedField(node, steps); found != nil {
			return found
		}
	}
	return u.ofOther(node, steps)
}

// importedThing is what a name gives that comes from elsewhere, or is a member of what does.
func (u *unit) importedThing(node *program.Node, origin string, steps int) *thing {
	module, name := split(origin)
	if is, wrapper := class(u.language, module, name); is != nothing {
		return &thing{is: is, wrapper: wrapper, class: name}
	}
	if found := u.elsewhere(origin, false, steps); found != nil {
		return found
	}
	if found := u.fieldElsewhere(node, steps); found != nil {
		return found
	}
	if found := u.bound(u.keptIn(node), steps); found != nil {
		return found
	}
	return u.ofOther(node, steps)
}

// partOf is what a member of a thing gives.
func (u *unit) partOf(object *thing, name string) *thing {
	switch {
	case object.is == client && plainName(name) == "inference":
		return &thing{is: inference, made: object.made, from: object}
	case object.is == index && isPart(name), object.is == client && name == "indexes",
		u.language == syntax.CSharp && (name == "Value" || name == "Result"): // of a Lazy, of a Task
		return object
	default:
		return nil
	}
}

// attributesOf are what is assigned to a member: where it is one of self, in the same
// class, and else anywhere in the text.
func (u *unit) attributesOf(node *program.Node) []binding {
	all := u.attributes[node.Name]
	object := node.Child(program.Obj)
	if u.language == syntax.Go {
		all = u.ofStruct(all, object)
	}
	if object == nil || !isSelf(object.Name) || u.language == syntax.Go {
		return all[:min(nearest, len(all))]
	}
	own := classOf(node)
	var found []binding
	for _, each := range all {
		if classOf(each.node) == own && len(found) < nearest {
			found = append(found, each)
		}
	}
	return append(found, u.ofWholeClass(own, node.Name)...)
}

// ofWholeClass are what a class of Python gives all of its objects, as a name of its own.
func (u *unit) ofWholeClass(class *program.Node, name string) []binding {
	if u.language != syntax.Python || class == nil || enclosing(class) != nil {
		return nil
	}
	var found []binding
	for _, each := range u.file.names[name][:min(nearest, len(u.file.names[name]))] {
		if each.node.Kind == program.Assign && classOf(each.node) == class {
			found = append(found, each)
		}
	}
	return found
}

// givenTo are the places where a name or a member is given something, or declared.
func (u *unit) givenTo(node *program.Node) []binding {
	switch node.Kind {
	case program.Name:
		return u.bindings(node.Name, node)
	case program.Member:
		return u.attributesOf(node)
	default:
		return nil
	}
}

func classOf(node *program.Node) *program.Node {
	return node.Up(func(n *program.Node) bool { return n.Kind == program.Class })
}

// bound is the first thing that one of the bindings gives.
func (u *unit) bound(found []binding, steps int) *thing {
	for _, each := range found {
		if u.language == syntax.Go && each.place > 0 && each.value != nil && each.value.Kind == program.Call {
			if found := u.result(each.value, each.place, steps-1); found != nil {
				return found
			}
			continue
		}
		if each.value != nil {
			if found := u.thingWithin(each.value, steps-1); found != nil {
				return found
			}
		}
		if found := u.typed(each.node.Child(program.Type), steps); found != nil {
			return found
		}
		if found := u.element(each.node, steps); found != nil {
			return found
		}
		if found := u.handedIn(each.node, steps); found != nil {
			return found
		}
		if found := u.named(each.node, steps); found != nil {
			return found
		}
		if u.language == syntax.Go {
			if found := u.keptGo(each.node, steps); found != nil {
				return found
			}
		}
	}
	return nil
}

// element is what a loop of Go goes over: of a list, whatever is first in it.
func (u *unit) element(loop *program.Node, steps int) *thing {
	iterable := loop.Child(program.Iterable)
	if u.language != syntax.Go || loop.Kind != program.Loop || iterable == nil {
		return nil
	}
	if iterable.Kind == program.List && len(iterable.Children) > 0 {
		iterable = iterable.Children[0]
	}
	return u.thingWithin(iterable, steps-1)
}

// typed is what a type's name says a variable holds.
func (u *unit) typed(annotation *program.Node, steps int) *thing {
	if annotation == nil {
		return nil
	}
	if store := u.storeOfBean(annotation); store != nil {
		return store
	}
	var found *thing
	annotation.Walk(func(n *program.Node) bool {
		if n.Kind != program.Name && n.Kind != program.Member || found != nil {
			return found == nil
		}
		if class := u.thingWithin(n, steps-1); class != nil {
			found = instance(class, nil)
			if u.language == syntax.Python && found == nil && class.is != inference {
				found = class // of a type that is annotated
			}
		}
		return found == nil
	})
	return found
}

// instance is an object of a class, nil where it is no class.
func instance(class *thing, made *program.Node) *thing {
	if class == nil {
		return nil
	}
	object := &thing{wrapper: class.wrapper, class: class.class, made: made}
	switch class.is {
	case clientClass:
		object.is = client
	case indexClass:
		object.is = index
	case storeClass:
		object.is = store
	default:
		return nil
	}
	return object
}
