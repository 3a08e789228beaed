package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// wrappedElsewhere goes by the name of what stands in another file.
func (u *unit) wrappedElsewhere(call, called *program.Node) *retry {
	name := called.Name
	if isBuilt(u.language) && isStage(name) {
		return nil // attempts.forEach(f)
	}
	if u.language == syntax.Go {
		if found := u.runElsewhere(call, called); found != nil {
			return found
		}
	}
	if object := called.Child(program.Obj); object != nil && !soundsLikeRetry(name) {
		name = object.Name // retryPolicy.execute(f)
		if root := chainRoot(object); object.Kind == program.Call && isBuilt(u.language) && calledOn(root) != nil {
			name = calledOn(root).Name // Retry.named("a").call(f)
		}
	}
	if soundsLikeRetry(name) && len(u.called(called)) == 0 {
		return guessed(name, call)
	}
	if u.isInherited(called) || u.isPolicyElsewhere(called) {
		return &retry{present: unknown, by: name, node: call, why: "what " + name + " does stands in another file"}
	}
	return u.declaredElsewhere(called.Child(program.Obj))
}

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
			return guessed(object.Name, object)
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
	return append(found, u.constructed(object)...)
}

// opensEachTry is "for attempt in attempts(): with attempt:", where what numbers the tries
// stands elsewhere.
func (u *unit) opensEachTry(loop *program.Node) *retry {
	iterable, target := loop.Child(program.Iterable), loop.Child(program.Target)
	if u.language != syntax.Python || iterable == nil || target == nil || !u.asksForTries(iterable) {
		return nil
	}
	opened := loop.Find(func(n *program.Node) bool {
		value := n.Child(program.Value)
		return n.Kind == program.With && value != nil && value.Name == target.Name
	})
	if opened == nil {
		return nil
	}
	return guessed(callee(iterable), loop)
}

// composedElsewhere is compose(f, retrying()), which stands elsewhere.
func (u *unit) composedElsewhere(call, handed *program.Node) *retry {
	for _, each := range call.All(program.Argument) {
		called := each.Child(program.Callee)
		if each != handed && each.Kind == program.Call && called != nil && soundsLikeRetry(called.Name) &&
			len(u.called(called)) == 0 {
			return guessed(called.Name, call)
		}
	}
	return nil
}
