package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// ofOther is what a member gives that another file has: by the class of its object, or since an
// application keeps it.
func (u *unit) ofOther(member *program.Node, steps int) *thing {
	if found := u.ofClass(member, steps); found != nil {
		return found
	}
	return u.keptByApp(member, steps)
}

// ofClass is what a member of an object is, whose class may stand in another file:
// this.search.index, where this.search is a SearchService.
func (u *unit) ofClass(member *program.Node, steps int) *thing {
	if u.language != syntax.Python && !isScript(u.language) || member.Kind != program.Member || steps == 0 {
		return nil
	}
	for _, class := range u.classesOf(member.Child(program.Obj), shallow) {
		for _, each := range class.in.membersOf(class.node, member.Name) {
			if found := class.in.export(each, each.function() != nil, steps-1); found != nil {
				return found
			}
		}
	}
	return nil
}

// membersOf are what gives a class a member: its fields, what its methods assign to itself, and
// what it computes.
func (u *unit) membersOf(class *program.Node, name string) []binding {
	found := u.ofWholeClass(class, name)
	for _, each := range u.attributes[name] {
		if len(found) < nearest && classOf(each.node) == class && u.isOwn(each.node.Child(program.Target)) {
			found = append(found, each)
		}
	}
	for _, function := range u.functions[name][:min(nearest, len(u.functions[name]))] {
		if classOf(function) == class && (isScript(u.language) || isProperty(function)) {
			found = append(found, binding{node: function})
		}
	}
	return found
}

// isOwn says whether what is assigned is a member of the object itself, or a field.
func (u *unit) isOwn(target *program.Node) bool {
	return target != nil && (target.Kind == program.Name || isSelf(objectName(target)))
}

// returnedElsewhere is what a call gives of a method whose class stands in another file.
func (u *unit) returnedElsewhere(called *program.Node, steps int) *thing {
	if called.Kind != program.Member || steps == 0 {
		return nil
	}
	for _, each := range u.calledElsewhere(called) {
		if found := each.in.export(each.binding, true, steps-1); found != nil {
			return found
		}
	}
	return nil
}
