package code

import (
	"unicode"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// isAnother says whether what is called an index is one of another database, or of a class
// of the text: it was made by that class, or is declared to be of it.
func (u *unit) isAnother(object *program.Node, steps int) bool {
	if isBuilt(u.language) || u.language == syntax.Go || object == nil || steps == 0 {
		return false
	}
	if object.Kind == program.Call {
		return u.madeByAnother(object, steps)
	}
	for _, each := range u.givenTo(object) {
		if each.value != nil && each.value.Kind == program.Call && u.madeByAnother(each.value, steps) {
			return true
		}
		if each.node.Child(program.Type).Find(u.isOtherClass) != nil {
			return true
		}
	}
	return false
}

// madeByAnother is for Other(), Other.open() and what an object of Other gives.
func (u *unit) madeByAnother(call *program.Node, steps int) bool {
	called := call.Child(program.Callee)
	if called == nil {
		return false
	}
	if called.Kind == program.Member {
		object := called.Child(program.Obj)
		return u.isOtherClass(called) || u.isOtherClass(object) || u.isAnother(object, steps-1)
	}
	return u.isOtherClass(called)
}

// isOtherClass knows a class by its first letter: one that the text has, or imports from
// what is no SDK of Pinecone's.
func (u *unit) isOtherClass(named *program.Node) bool {
	if named == nil || named.Kind != program.Name && named.Kind != program.Member {
		return false
	}
	first, _ := utf8.DecodeRuneInString(named.Name)
	if !unicode.IsUpper(first) {
		return false
	}
	if named.Kind == program.Name {
		for _, each := range u.bindings(named.Name, named) {
			if each.node.Kind == program.Class {
				return true
			}
		}
	}
	module, _ := split(u.origin(named))
	return module != "" && module != "typing" && !isSDK(u.language, module)
}
