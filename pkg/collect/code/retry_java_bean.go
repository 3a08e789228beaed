package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// beanOf is the retry of the one bean of a type that the project makes for all, nil where there is
// none or another one too.
func (u *unit) beanOf(typed string) *retry {
	if u.language != syntax.Java || u.all == nil {
		return nil
	}
	var maker *program.Node
	var in *unit
	project := u.all.javaProjectOf(u.path)
	for _, other := range u.all.having(syntax.Java, project, typed) {
		if u.all.javaProjectOf(other.path) != project {
			continue
		}
		for _, use := range other.uses[typed] {
			function := makesBean(use)
			if function == nil || function == maker {
				continue
			}
			if maker != nil {
				return nil
			}
			maker, in = function, other
		}
	}
	if maker == nil {
		return nil
	}
	found := in.returnedRetry(maker, deepest)
	if found == nil || in == u {
		return found
	}
	return found.of(in)
}

// givenBean is the bean that a call within a chain is given by the name of a field or a parameter.
func (u *unit) givenBean(chain *program.Node, typed string) *retry {
	given := chain.Find(func(n *program.Node) bool { return n.Role == program.Argument && u.isInjectedAs(n, typed) })
	if given == nil {
		return nil
	}
	return u.beanOf(typed)
}

// isInjectedAs says whether a name stands for something of a type that the text is given.
func (u *unit) isInjectedAs(name *program.Node, typed string) bool {
	if name.Kind != program.Name && name.Kind != program.Member {
		return false
	}
	return slices.ContainsFunc(u.declared(name), func(each binding) bool {
		return each.value == nil && each.node.Child(program.Type).Find(named(typed)) != nil
	})
}

// makesBean is the method that makes a bean of a type, as which a name stands; nil for another name.
func makesBean(named *program.Node) *program.Node {
	function := enclosing(named)
	if function == nil || !named.Within(function.Child(program.Type)) {
		return nil
	}
	if !slices.ContainsFunc(function.All(program.Decorator), func(each *program.Node) bool {
		return isOneOf(decoratorName(each), []string{"bean", "produces", "provides", "singleton"})
	}) {
		return nil
	}
	return function
}
