package code

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// ofPackage are what an origin leads to in another package of Go.
func (u *unit) ofPackage(origin string) []declaration {
	module, name, _ := strings.Cut(origin, ":")
	if u.all == nil || name == "" || strings.Contains(name, ".") {
		return nil
	}
	folder, known := u.all.folderOf(module)
	if !known {
		return nil
	}
	return u.all.inPackage(folder, name)
}

// beside are what another file of the same package of Go has by a name that the text does not bind.
func (u *unit) beside(name *program.Node) []declaration {
	if u.language != syntax.Go || u.all == nil || len(u.bindings(name.Name, name)) > 0 {
		return nil
	}
	return u.all.inPackage(path.Dir(u.path), name.Name)
}

// structsOf are the types of Go that something is of, in this file or in another one.
func (u *unit) structsOf(object *program.Node, steps int) []declaration {
	if object == nil || steps <= 0 || u.all == nil {
		return nil
	}
	if found, asked := u.structs[object]; asked {
		return found
	}
	u.structs[object] = nil // which ends circles
	found := u.structsOfObject(object, steps)
	u.structs[object] = found
	return found
}

func (u *unit) structsOfObject(object *program.Node, steps int) []declaration {
	var found []declaration
	add := func(given binding, in *unit) {
		if len(found) < nearest {
			found = append(found, in.structsBound(given, steps)...)
		}
	}
	if object.Kind == program.Call {
		add(binding{node: object, value: object}, u)
		return found
	}
	for _, each := range u.givenTo(object) {
		add(each, u)
	}
	for _, each := range append(u.declarations(u.origin(object)), u.besideName(object)...) {
		add(each.binding, each.in)
	}
	if object.Kind == program.Member && len(found) == 0 {
		for _, each := range u.fields(object, steps-1) {
			add(each.binding, each.in)
		}
	}
	return found[:min(nearest, len(found))]
}

func (u *unit) besideName(name *program.Node) []declaration {
	if name.Kind != program.Name {
		return nil
	}
	return u.beside(name)
}

// structsBound are the types that what a name stands for is of: as it is declared, or as the
// function says that makes it.
func (u *unit) structsBound(given binding, steps int) []declaration {
	if typed := given.node.Child(program.Type); typed != nil {
		return u.structsNamed(typed)
	}
	if given.value == nil || given.value.Kind != program.Call {
		return nil
	}
	called := given.value.Child(program.Callee)
	if called == nil {
		return nil
	}
	var found []declaration
	for _, function := range u.functions[called.Name][:min(nearest, len(u.functions[called.Name]))] {
		if (receiver(function) == "") == (called.Kind == program.Name) {
			found = append(found, u.structsNamed(resultType(function, given.place))...)
		}
	}
	if len(found) > 0 {
		return found
	}
	for _, each := range append(u.declarations(u.origin(called)), u.functionsElsewhere(called, steps-1)...) {
		if function := each.function(); function != nil {
			found = append(found, each.in.structsNamed(resultType(function, given.place))...)
		}
	}
	return found
}

// structsNamed are the types that are named in what declares something.
func (u *unit) structsNamed(typed *program.Node) []declaration {
	var found []declaration
	typed.Walk(func(n *program.Node) bool {
		if n.Kind != program.Name && n.Kind != program.Member || len(found) > 0 {
			return len(found) == 0
		}
		all := append(u.declarations(u.origin(n)), u.besideName(n)...)
		if n.Kind == program.Name {
			for _, each := range u.bindings(n.Name, n) {
				all = append(all, declaration{each, u})
			}
		}
		for _, each := range all {
			if each.node.Kind == program.Class {
				found = append(found, each)
			}
		}
		return false
	})
	return found
}

// fields are what declares a member, in the file that has the type of its object.
func (u *unit) fields(member *program.Node, steps int) []declaration {
	var found []declaration
	for _, class := range u.structsOf(member.Child(program.Obj), steps) {
		for _, each := range class.in.attributes[member.Name] {
			if classOf(each.node) == class.node {
				found = append(found, declaration{each, class.in})
			}
		}
	}
	return found
}

// fieldElsewhere is what a member is whose object is of a type that another file has.
func (u *unit) fieldElsewhere(member *program.Node, steps int) *thing {
	if u.language != syntax.Go || member.Kind != program.Member {
		return nil
	}
	return u.firstOf(u.fields(member, steps-1), false, steps)
}

// functionsElsewhere are the functions of other files that a callee of Go may be: of the same
// package, or methods of a type that stands elsewhere.
func (u *unit) functionsElsewhere(called *program.Node, steps int) []declaration {
	if called.Kind == program.Name || u.all == nil {
		return u.besideName(called)
	}
	var found []declaration
	for _, class := range u.structsOf(called.Child(program.Obj), steps-1) {
		found = append(found, u.all.methodsOf(class, called.Name)...)
	}
	return found[:min(nearest, len(found))]
}

// named is what a type of Go is another name for, or has embedded.
func (u *unit) named(class *program.Node, steps int) *thing {
	if class.Kind != program.Class || u.language != syntax.Go {
		return nil
	}
	if base := class.Child(program.Base); base != nil {
		return u.thingWithin(base, steps-1)
	}
	embedded := class.Find(func(n *program.Node) bool {
		return n.Alias == "embedded" && u.thingWithin(n.Child(program.Type), steps-1) != nil
	})
	return u.thingWithin(embedded.Child(program.Type), steps-1)
}

// overrides says whether what embeds a handle of Go has a method of its own by the name of one.
func (u *unit) overrides(object *program.Node, method string) bool {
	return u.language == syntax.Go && slices.ContainsFunc(u.structsOf(object, shallow), func(class declaration) bool {
		return len(u.all.methodsOf(class, method)) > 0
	})
}

// result is one of several things that a call of Go gives.
func (u *unit) result(call *program.Node, place, steps int) *thing {
	asked := export{node: call, place: place}
	if found, known := u.exports[asked]; known || steps <= 0 {
		return found
	}
	u.exports[asked] = nil // which ends circles
	u.exports[asked] = u.resultOf(call.Child(program.Callee), place, steps)
	return u.exports[asked]
}

func (u *unit) resultOf(called *program.Node, place, steps int) *thing {
	if called == nil {
		return nil
	}
	for _, function := range u.called(called) {
		if found := u.returnedAt(function, place, steps); found != nil {
			return found
		}
	}
	for _, each := range append(u.declarations(u.origin(called)), u.functionsElsewhere(called, steps)...) {
		if function := each.function(); function != nil {
			if found := each.in.abroad(each.in.returnedAt(function, place, steps)); found != nil {
				return found
			}
		}
	}
	return nil
}

// returnedAt is what a function gives back as one of several values.
func (u *unit) returnedAt(function *program.Node, place, steps int) *thing {
	var found *thing
	function.Child(program.Body).Walk(func(n *program.Node) bool {
		if n.Kind == program.Function || found != nil {
			return false
		}
		if n.Kind == program.Return && len(n.Children) > place {
			found = u.thingWithin(n.Children[place], steps-1)
		}
		return true
	})
	if found == nil {
		found = u.typed(resultType(function, place), steps)
	}
	return found
}

// resultType is the type of one of the values that a function gives back; of other languages
// than Go, of the one.
func resultType(function *program.Node, place int) *program.Node {
	typed := function.Child(program.Type)
	if typed == nil || typed.Kind != program.Other || typed.Name != "results" {
		if place > 0 {
			return nil
		}
		return typed
	}
	for _, each := range typed.Children {
		many := max(len(each.Children)-1, 1) // (found, missed int, err error)
		if place < many {
			return each.Children[len(each.Children)-1]
		}
		place -= many
	}
	return nil
}
