package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// makingIn is how often a function of Go runs, as those say who call it, in all files. Who calls
// a method, or one without a name, is not known.
func (u *unit) makingIn(function *program.Node) *making {
	if found, asked := u.makings[function]; asked {
		return found
	}
	found := &making{}
	u.makings[function] = found // which ends circles
	name := ownName(function)
	if name == "" || receiver(function) != "" {
		found.anew = &use{function, u}
		return found
	}
	own := u.usesOf(function, name)
	for _, each := range own {
		if each.Kind == program.Name {
			found.add(u.makingAt(each))
		}
	}
	for _, each := range u.usesElsewhere(function) {
		found.add(each.in.makingAt(each.node))
	}
	if len(own) == nearest || u.isUsedMore(function) {
		found.once = false
	}
	return found
}

// makingAt is how often the place is reached that names a function of Go.
func (u *unit) makingAt(name *program.Node) *making {
	caller, call := enclosing(name), name.Parent
	once, anew := &making{once: true}, &making{anew: &use{name, u}}
	switch {
	case name.Role == program.Argument && callee(call) == "Provide" && isContainer(u.origin(call.Child(program.Callee))):
		return once
	case name.Role != program.Callee:
		return anew
	case u.isKept(call):
		return once
	case u.repeated(call) != nil:
		return anew
	case caller == nil, isCommand(caller):
		return once
	case ownName(caller) == "" || u.handles(caller):
		return anew
	case isSetUp(caller.Name) && receiver(caller) != "":
		return once
	}
	found := u.makingIn(caller)
	if found.anew == nil && (found.once || isSetUp(caller.Name)) {
		return once
	}
	return anew
}

// isContainer knows what makes one of each that it is told how to make.
func isContainer(origin string) bool {
	return strings.HasPrefix(origin, "go.uber.org/fx:") || strings.HasPrefix(origin, "go.uber.org/dig:")
}

// isCommand knows what runs once for a command that a person gives, with Cobra or urfave/cli.
func isCommand(function *program.Node) bool {
	for _, parameter := range function.All(program.Param) {
		typed := parameter.Child(program.Type).Find(func(n *program.Node) bool { return n.Kind == program.Member })
		if typed != nil && (objectName(typed) == "cobra" || objectName(typed) == "cli") {
			return true
		}
	}
	return false
}
