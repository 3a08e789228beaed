package code

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// making is how often an object of a class is made, as the places say that make one.
type making struct {
	once bool
	// anew is a place that may make one often, nil where none does.
	anew *use
}

// frequencyOfObject says how often a client is made that the constructor of a class makes.
func (u *unit) frequencyOfObject(s *sight, class *program.Node) {
	switch found := u.makingOf(class); {
	case found.anew != nil:
		s.unsure(u, "/per_request", howOften(functionName(enclosing(found.anew.node))), nil)
	case found.once:
		s.values["per_request"] = false
	default:
		s.unsure(u, "/per_request", "nothing that was read makes an object of "+class.Name, nil)
	}
}

// fieldOf is the class of TypeScript of whose objects a call makes a field; nil for a static one.
func (u *unit) fieldOf(call *program.Node) *program.Node {
	class := classOf(call)
	if class == nil || !isScript(u.language) || enclosing(call) != nil {
		return nil
	}
	field := call.Up(isAssign)
	target := field.Child(program.Target)
	if target == nil || !field.Within(class) || bytes.Contains(u.text[field.Start:target.Start], []byte("static")) {
		return nil
	}
	return class
}

// makingOf looks at the places that make an object of a class, in all files.
func (u *unit) makingOf(class *program.Node) *making {
	if found, asked := u.makings[class]; asked {
		return found
	}
	found := &making{once: isOneForAll(class)}
	u.makings[class] = found // which ends circles
	if found.once {
		return found
	}
	found.once = u.isMadeByFramework(class)
	for _, each := range u.makersOf(class) {
		if sub := derived(each.node); sub != nil {
			found.add(each.in.makingOf(sub))
			continue
		}
		found.add(each.in.makingBy(each.node))
	}
	if u.isUsedMore(class) {
		found.once = false
	}
	return found
}

func (m *making) add(other *making) {
	m.once = m.once || other.once
	if m.anew == nil {
		m.anew = other.anew
	}
}

// makersOf are the nearest places that name a class, or that call it within itself as cls.
func (u *unit) makersOf(class *program.Node) []use {
	var found []use
	for _, each := range append(slices.Clone(u.uses[class.Name]), u.uses["cls"]...) {
		own := each.Name != "cls" || each.Role == program.Callee && classOf(each) == class
		if len(found) < nearest && own && isUse(each) {
			found = append(found, use{each, u})
		}
	}
	return append(found, u.usesElsewhere(class)...)
}

// makingBy is how often the place is reached that makes an object.
func (u *unit) makingBy(name *program.Node) *making {
	caller, call := enclosing(name), name.Parent
	switch {
	case name.Role == program.Argument && strings.HasSuffix(callee(call), "Singleton"): // of a container
		return &making{once: true}
	case name.Role != program.Callee && callee(call) != "Depends":
		return &making{} // isinstance(x, Search)
	case u.isKept(call), u.repeated(call) == nil && (caller == nil || isCached(caller)):
		return &making{once: true}
	case caller == nil:
		return &making{anew: &use{name, u}}
	}
	if class := classOf(caller); class != nil && isConstructor(caller) {
		return u.makingOf(class)
	}
	if u.repeated(call) == nil && (isSetUp(functionName(caller)) || u.runsAtStart(caller)) {
		return &making{once: true}
	}
	return &making{anew: &use{name, u}}
}

func isConstructor(function *program.Node) bool {
	return function.Name == "__init__" || function.Name == "constructor" || isPostInit(function)
}

// isPostInit is what dataclasses, attrs and Pydantic call when they have made an object.
func isPostInit(function *program.Node) bool {
	switch function.Name {
	case "__post_init__", "__attrs_post_init__", "model_post_init":
		return true
	default:
		return false
	}
}

// isMadeByFramework knows the classes of which a framework makes one object itself: those with a
// decorator of Nest, or one that says so.
func (u *unit) isMadeByFramework(class *program.Node) bool {
	decorators := class.All(program.Decorator)
	if exported := class.Parent; isScript(u.language) && exported != nil && exported.Kind == program.Other {
		decorators = append(decorators, exported.Children...) // which has those before the word export
	}
	return slices.ContainsFunc(decorators, func(decorator *program.Node) bool {
		if decorator.Kind == program.Class || decorator.Find(hasScope("TRANSIENT")) != nil {
			return false
		}
		return decorator.Find(func(n *program.Node) bool {
			return n.Kind == program.Name && (strings.HasPrefix(u.origin(n), "@nestjs/") ||
				isOneOf(n.Name, []string{"singleton", "service"}))
		}) != nil
	})
}

// isProvided knows the factory of a provider of Nest, which makes one for all unless it has a
// scope of its own: { provide: INDEX, useFactory: (config) => … }.
func isProvided(n *program.Node) bool {
	provider := n.Parent
	return n.Name == "useFactory" && (n.Kind == program.Entry || n.Kind == program.Function) &&
		provider != nil && provider.Kind == program.Object && entry(provider, "scope") == nil
}

// isProvidedAnew says whether what a call makes is what a provider of Nest makes for each request.
func isProvidedAnew(call *program.Node) bool {
	factory := call.Up(func(n *program.Node) bool {
		return n.Name == "useFactory" && (n.Kind == program.Entry || n.Kind == program.Function)
	})
	if factory == nil || factory.Parent.Kind != program.Object {
		return false
	}
	scope := entry(factory.Parent, "scope")
	return scope != nil && hasScope("REQUEST")(scope)
}

// isCalledOnce says whether all who call a function keep what it gives, or run once themselves. Who
// else calls a method is not known, unless it is one of the class alone.
func (u *unit) isCalledOnce(function *program.Node) bool {
	return u.isCalledOnceWithin(function, shallow)
}

func (u *unit) isCalledOnceWithin(function *program.Node, steps int) bool {
	name := ownName(function)
	if steps == 0 || isBuilt(u.language) || u.language == syntax.Go || name == "" || u.isUsedMore(function) ||
		classOf(function) != nil && !strings.HasPrefix(name, "_") {
		return false
	}
	var all []use
	for _, each := range u.usesOf(function, name) {
		all = append(all, use{each, u})
	}
	all = append(all, u.usesElsewhere(function)...)
	return len(all) > 0 && len(all) < nearest && !slices.ContainsFunc(all, func(each use) bool {
		return each.node.Role != program.Callee || !each.in.isReachedOnce(each.node.Parent, steps-1)
	})
}

// isReachedOnce says whether what a call makes is kept, or it is reached where the file is loaded, in
// what is cached, or in a function that is called once itself.
func (u *unit) isReachedOnce(call *program.Node, steps int) bool {
	caller := enclosing(call)
	switch {
	case u.isKept(call):
		return true
	case u.repeated(call) != nil:
		return false
	case caller == nil:
		return !u.isPage()
	default:
		return isCached(caller) || u.isCalledOnceWithin(caller, steps)
	}
}
