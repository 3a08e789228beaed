package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// classRetry is the retry that decorates the class of a method of Java or C#, or the interface
// that declares it, and that of a base class which stands elsewhere and says so by its name.
func (u *unit) classRetry(function *program.Node) *retry {
	class := classOf(function)
	if !isBuilt(u.language) || class == nil || function.Name == "" || enclosing(function) != nil {
		return nil
	}
	decorators := class.All(program.Decorator)
	for _, base := range class.All(program.Base) {
		named := base.Find(func(n *program.Node) bool { return n.Kind == program.Name })
		if named == nil {
			continue
		}
		if soundsLikeRetry(named.Name) && !u.isWritten(named) {
			return guessed(named.Name, base)
		}
		decorators = append(decorators, u.declaredBy(named, function.Name)...)
		if found := u.declaredAbroad(named, function.Name); found != nil {
			return found
		}
	}
	for _, decorator := range decorators {
		if found := u.proxied(u.retrying(decorator), function, decorator); found != nil {
			return found
		}
		if found, known := u.attributed(decorator); known {
			return found
		}
		if by := decoratorName(decorator); u.soundsUnknown(decorator) {
			return guessed(by, decorator)
		}
	}
	return nil
}

// soundsUnknown says whether an annotation is called a retry, and is none that is read: those by which Spring
// makes others count repeat nothing.
func (u *unit) soundsUnknown(annotation *program.Node) bool {
	by := decoratorName(annotation)
	return soundsLikeRetry(by) && by != "EnableRetry" && by != "EnableResilientMethods" && !u.isOfSpring(annotation)
}

// declaredBy are the decorators of an interface of the text, and of a method that it declares.
func (u *unit) declaredBy(base *program.Node, method string) []*program.Node {
	var found []*program.Node
	for _, each := range u.bindings(base.Name, base) {
		if each.node.Kind == program.Class {
			found = append(found, each.node.All(program.Decorator)...)
		}
	}
	methods := u.functions[method]
	for _, function := range methods[:min(nearest, len(methods))] {
		if class := classOf(function); class != nil && class.Name == base.Name {
			found = append(found, function.All(program.Decorator)...)
		}
	}
	return found
}

// declaredAbroad is the retry that decorates a method of an interface which stands in another file.
func (u *unit) declaredAbroad(base *program.Node, method string) *retry {
	if u.language != syntax.Java || u.all == nil || u.isWritten(base) {
		return nil
	}
	others, _ := u.all.builtNaming(u, base.Name, method)
	for _, other := range others {
		if !slices.ContainsFunc(other.bindings(base.Name, other.root), func(each binding) bool {
			return each.node.Kind == program.Class
		}) {
			continue
		}
		for _, decorator := range other.declaredBy(&program.Node{Kind: program.Name, Name: base.Name}, method) {
			if found := other.retrying(decorator); found != nil {
				return found.of(other)
			}
		}
	}
	return nil
}

func (u *unit) isWritten(typed *program.Node) bool {
	return slices.ContainsFunc(u.bindings(typed.Name, typed), func(each binding) bool {
		return each.node.Kind == program.Class
	})
}
