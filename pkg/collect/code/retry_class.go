package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
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
	}
	for _, decorator := range decorators {
		if found := u.retrying(decorator); found != nil {
			return found
		}
		if found, known := u.attributed(decorator); known {
			return found
		}
		if by := decoratorName(decorator); soundsLikeRetry(by) {
			return guessed(by, decorator)
		}
	}
	return nil
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

func (u *unit) isWritten(typed *program.Node) bool {
	return slices.ContainsFunc(u.bindings(typed.Name, typed), func(each binding) bool {
		return each.node.Kind == program.Class
	})
}
