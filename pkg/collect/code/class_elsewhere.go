package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// calledElsewhere are the functions of other files that a callee may be: one that is imported,
// or a method of an object whose class is.
func (u *unit) calledElsewhere(called *program.Node) []declaration {
	if isBuilt(u.language) {
		return nil
	}
	var found []declaration
	for _, each := range u.declarations(u.origin(called)) {
		found = append(found, each.in.functionsOf(each.binding)...)
	}
	if u.language == syntax.Go {
		for _, each := range u.functionsElsewhere(called, shallow) {
			found = append(found, each.in.functionsOf(each.binding)...)
		}
		return found[:min(nearest, len(found))]
	}
	if called.Kind != program.Member || len(found) > 0 {
		return found[:min(nearest, len(found))]
	}
	for _, class := range u.classesOf(called.Child(program.Obj), shallow) {
		found = append(found, class.in.methods(class.node, called.Name, shallow)...)
	}
	return found[:min(nearest, len(found))]
}

// functionsOf are what runs where something of the text is called: a function, or the method by
// which an object is called as one.
func (u *unit) functionsOf(named binding) []declaration {
	switch {
	case named.function() != nil:
		return []declaration{{binding{node: named.function()}, u}}
	case named.node.Kind == program.Class:
		return u.methods(named.node, "__call__", shallow)
	case named.value == nil:
		return nil
	case named.value.Kind == program.Name: // export const retry = withRetry
		var found []declaration
		for _, function := range u.called(named.value) {
			found = append(found, declaration{binding{node: function}, u})
		}
		return found
	case named.value.Kind == program.Call && named.value.Child(program.Callee) != nil:
		var found []declaration
		for _, class := range u.classesNamed(named.value.Child(program.Callee)) { // retrier = Retrier()
			found = append(found, class.in.methods(class.node, "__call__", shallow)...)
		}
		for _, function := range u.called(named.value.Child(program.Callee)) { // withRetry = make({ tries: 3 })
			found = append(found, declaration{binding{node: function}, u})
		}
		return found
	}
	return nil
}

// classesOf are the classes of other files that something may be an object of, or is itself.
func (u *unit) classesOf(object *program.Node, steps int) []declaration {
	if object == nil || steps == 0 {
		return nil
	}
	if object.Kind == program.Call { // new Retrier().run(f)
		return u.classesNamed(object.Child(program.Callee))
	}
	if class := classOf(object); class != nil && isSelf(object.Name) {
		return u.bases(class)
	}
	var found []declaration
	for _, each := range u.declarations(u.origin(object)) {
		found = append(found, each.in.classesBound(each.binding, steps)...)
	}
	for _, each := range u.declared(object) {
		found = append(found, u.classesBound(each, steps)...)
	}
	return found[:min(nearest, len(found))]
}

// classesBound are those that what a name stands for is of, by how it was made and declared.
func (u *unit) classesBound(named binding, steps int) []declaration {
	if named.node.Kind == program.Class {
		return []declaration{{named, u}}
	}
	var found []declaration
	if named.value != nil && named.value.Kind == program.Call {
		found = u.classesOf(named.value, steps-1)
	}
	named.node.Child(program.Type).Find(func(n *program.Node) bool {
		if n.Kind == program.Name || n.Kind == program.Member {
			found = append(found, u.classesNamed(n)...)
		}
		return len(found) > 0
	})
	return found
}

// classesNamed are the classes that a name stands for, in this file or in another.
func (u *unit) classesNamed(name *program.Node) []declaration {
	if name == nil {
		return nil
	}
	all := u.declarations(u.origin(name))
	if name.Kind == program.Name {
		for _, each := range u.bindings(name.Name, name) {
			all = append(all, declaration{each, u})
		}
	}
	var found []declaration
	for _, each := range all {
		if each.node.Kind == program.Class {
			found = append(found, each)
		}
	}
	return found
}

// bases are the classes that a class is made of.
func (u *unit) bases(class *program.Node) []declaration {
	var found []declaration
	for _, base := range class.All(program.Base) {
		base.Find(func(n *program.Node) bool {
			if n.Kind == program.Name || n.Kind == program.Member {
				found = append(found, u.classesNamed(n)...)
				return false
			}
			return len(found) >= nearest
		})
	}
	return found
}

// methods are those of a class by a name, its own or what it inherits.
func (u *unit) methods(class *program.Node, name string, steps int) []declaration {
	var found []declaration
	for _, method := range u.functions[name] {
		if classOf(method) == class && len(found) < nearest {
			found = append(found, declaration{binding{node: method}, u})
		}
	}
	if len(found) > 0 || steps == 0 {
		return found
	}
	for _, base := range u.bases(class) {
		if found = base.in.methods(base.node, name, steps-1); len(found) > 0 {
			break
		}
	}
	return found
}
