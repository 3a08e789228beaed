package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// onceFunctions are the functions that a name runs once: var index = sync.OnceValue(open).
func (u *unit) onceFunctions(called *program.Node) []*program.Node {
	if u.language != syntax.Go || called.Kind != program.Name {
		return nil
	}
	var found []*program.Node
	for _, each := range u.bindings(called.Name, called) {
		if name := callee(each.value); name != "OnceValue" && name != "OnceValues" {
			continue
		}
		if first := positional(each.value, 0); first != nil {
			found = append(found, u.called(first)...)
		}
	}
	return found
}

// isMethodOfAnother says whether a method of an object is another one of the same name than a
// function: the object is of a type from elsewhere, or of one that has a method of its own.
func (u *unit) isMethodOfAnother(function, object *program.Node) bool {
	typed := u.declaredType(object)
	if typed == nil {
		return false
	}
	if u.origin(typed) != "" {
		return u.isForeignPointer(typed)
	}
	own := receiver(function)
	if own == "" || typed.Kind != program.Name || typed.Name == own {
		return false
	}
	return slices.ContainsFunc(u.functions[function.Name], func(each *program.Node) bool {
		return receiver(each) == typed.Name
	})
}

// isForeignPointer says whether a type is a pointer to one from elsewhere, which is no interface.
func (u *unit) isForeignPointer(typed *program.Node) bool {
	return u.origin(typed) != "" && typed.Start > 0 && u.text[typed.Start-1] == '*'
}

// declaredType is the type that a variable or a field is declared to have.
func (u *unit) declaredType(object *program.Node) *program.Node {
	for _, each := range u.givenTo(object) {
		typed := each.node.Child(program.Type)
		if typed != nil && (typed.Kind == program.Name || typed.Kind == program.Member) {
			return typed
		}
	}
	return nil
}

// receiver is the type that a method of Go belongs to.
func receiver(function *program.Node) string {
	first := function.Child(program.Param)
	if first == nil || first.Alias != "receiver" {
		return ""
	}
	if typed := first.Child(program.Type); typed != nil {
		return typed.Name
	}
	return ""
}
