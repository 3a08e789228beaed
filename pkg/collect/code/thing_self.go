package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// constructed are the parameters of a constructor that are members by their declaration:
// constructor(private readonly pc: Pinecone).
func (u *unit) constructed(node *program.Node) []binding {
	if !isSelf(objectName(node)) {
		return nil
	}
	var found []binding
	for _, function := range u.functions["constructor"] {
		for _, parameter := range function.All(program.Param) {
			if parameter.Name == node.Name && classOf(function) == classOf(node) {
				found = append(found, binding{node: parameter})
			}
		}
	}
	return found
}

// isOfSelf says whether a member is one of self, in a language that does not declare it.
func (u *unit) isOfSelf(member *program.Node) bool {
	object := member.Child(program.Obj)
	return object != nil && isSelf(object.Name) && !isBuilt(u.language) && u.language != syntax.Go
}

// property is what a member of self gives that a function computes: @property, get index().
func (u *unit) property(node *program.Node, steps int) *thing {
	if !u.isOfSelf(node) || node.Role == program.Callee {
		return nil
	}
	for _, function := range u.functions[node.Name][:min(nearest, len(u.functions[node.Name]))] {
		if classOf(function) != classOf(node) || u.language == syntax.Python && !isProperty(function) {
			continue
		}
		if found := u.returned(function, steps); found != nil {
			return found
		}
	}
	return nil
}

// isProperty knows property, cached_property and their kin.
func isProperty(function *program.Node) bool {
	return slices.ContainsFunc(function.All(program.Decorator), func(decorator *program.Node) bool {
		return strings.HasSuffix(plainName(decoratorName(decorator)), "property")
	})
}
