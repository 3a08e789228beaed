package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// isInherited says whether a method of this object is one of a class that stands elsewhere.
func (u *unit) isInherited(called *program.Node) bool {
	object := called.Child(program.Obj)
	if isBuilt(u.language) || object == nil || !isSelf(object.Name) || len(u.called(called)) > 0 ||
		len(u.attributesOf(called)) > 0 {
		return false
	}
	class := classOf(called)
	return class != nil && slices.ContainsFunc(class.All(program.Base), func(base *program.Node) bool {
		return base.Find(func(n *program.Node) bool { return n.Role != program.Obj && u.origin(n) != "" }) != nil
	})
}

// declaredElsewhere goes by the type of an object: RetryStrategy strategy.
func (u *unit) declaredElsewhere(object *program.Node) *retry {
	if object == nil || u.language == syntax.Go {
		return nil
	}
	for _, each := range u.declared(object) {
		typed := each.node.Child(program.Type)
		if each.value == nil && typed.Find(func(n *program.Node) bool { return soundsLikeRetry(n.Name) }) != nil {
			return opaque(object.Name, object)
		}
	}
	return nil
}

// declared is what declares an object: a field of the same class, also where a parameter of
// its constructor makes it or is kept in it.
func (u *unit) declared(object *program.Node) []binding {
	if object.Kind == program.Name {
		return u.bindings(object.Name, object)
	}
	if of := object.Child(program.Obj); object.Kind != program.Member || of == nil || !isSelf(of.Name) {
		return nil
	}
	found := slices.Clone(u.attributesOf(object))
	for _, each := range found {
		if each.value != nil && each.value.Kind == program.Name {
			found = append(found, u.bindings(each.value.Name, each.value)...)
		}
	}
	for _, function := range u.functions["constructor"] {
		for _, parameter := range function.All(program.Param) {
			if parameter.Name == object.Name && classOf(function) == classOf(object) {
				found = append(found, binding{node: parameter})
			}
		}
	}
	return found
}
