package code

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// frequency says how often a client is made.
func (u *unit) frequency(s *sight, call *program.Node) {
	function, loop := enclosing(call), u.loopAround(call)
	switch {
	case loop != nil && u.isCollected(call, loop):
		s.values["per_request"] = false
	case loop != nil && !u.isKept(call) && !u.isCollectedByKey(call):
		s.values["per_request"], s.values["within"] = true, "loop"
	case function == nil && u.withEachRequest(call), u.isScoped(call):
		s.values["per_request"], s.values["within"] = true, "handler"
	case u.language == syntax.Java && isPrototype(call):
		s.unsure(u, "/per_request", "it is made for each who asks for the bean, and nothing says how often that is", nil)
	case u.isRerun(call):
		s.values["per_request"], s.values["within"] = true, "rerun"
	case u.byService(s, call), u.byField(s, call): // which keep what they found
	case function == nil || u.isKept(call):
		s.values["per_request"] = false
	default:
		u.frequencyIn(s, call, function)
	}
}

// isScoped says whether a framework is told to make what a call makes for each request.
func (u *unit) isScoped(call *program.Node) bool {
	return u.language == syntax.Java && isPerRequest(call) || isScript(u.language) && isProvidedAnew(call)
}

// byField says how often a client is made for a field of TypeScript, and whether it is.
func (u *unit) byField(s *sight, call *program.Node) bool {
	class := u.fieldOf(call)
	if class != nil && !u.isHandled(s, u.handlerOfObject(class, class, shallow)) {
		u.frequencyOfObject(s, class)
	}
	return class != nil
}

// loopAround is the loop that a call stands in, nil where it ends that.
func (u *unit) loopAround(call *program.Node) *program.Node {
	loop := u.repeated(call)
	if loop != nil && leavesWith(call, loop) {
		return nil
	}
	return loop
}

// leavesWith says whether what a call makes is given back, which ends the loop around it: if
// ready { return make() }.
func leavesWith(call, loop *program.Node) bool {
	return call.Parent.Kind == program.Return && enclosing(call) == enclosing(loop)
}

func (u *unit) frequencyIn(s *sight, call, function *program.Node) {
	if u.isHandled(s, u.handler(call)) {
		return
	}
	name := functionName(function)
	if class := classOf(function); isConstructor(function) && !isBuilt(u.language) && class != nil {
		u.frequencyOfObject(s, class)
		return
	}
	if isSetUp(name) || isCached(function) {
		u.frequencyOfSetUp(s, function)
		return
	}
	if u.runsAtStart(function) || u.isCalledOnce(function) || isOfCommand(function) {
		s.values["per_request"] = false
		return
	}
	if u.language == syntax.Go {
		if found := u.makingIn(function); found.once && found.anew == nil {
			s.values["per_request"] = false
			return
		}
	}
	s.unsure(u, "/per_request", howOften(name), nil)
}

// frequencyOfSetUp says how often a client is made that a function makes which is to run once.
func (u *unit) frequencyOfSetUp(s *sight, function *program.Node) {
	caller := u.setsUpAnew(function)
	switch {
	case caller == nil:
		s.values["per_request"] = false
	case isConstructor(caller.node) && classOf(caller.node) != nil:
		caller.in.frequencyOfObject(s, classOf(caller.node))
	default:
		s.unsure(u, "/per_request", howOften(functionName(caller.node)), nil)
	}
}

// isHandled keeps the handler that makes a client for each request, where there is one.
func (u *unit) isHandled(s *sight, handler *use) bool {
	if handler == nil {
		return false
	}
	s.values["per_request"], s.values["within"] = true, "handler"
	if name := functionName(handler.node); name != "" {
		s.values["handler"] = name
	}
	if handler.in != u {
		s.handler = handler
	}
	return true
}

func howOften(name string) string {
	if name == "" {
		return "nothing that was read says how often the function around it is called"
	}
	return fmt.Sprintf("nothing that was read says how often %q is called", name)
}

// setsUpAnew is a function that calls one which is to run once, whatever was set up before:
// def search(v): index = init_index(). Nil where there is none.
func (u *unit) setsUpAnew(function *program.Node) *use {
	for function != nil && ownName(function) == "" {
		function = enclosing(function)
	}
	if function == nil || isCached(function) {
		return nil
	}
	class, name := classOf(function), ownName(function)
	for _, each := range u.usesOf(function, name) {
		if each.Role == program.Callee && u.isOfSame(each, class) && u.runsAnew(each) {
			return &use{enclosing(each), u}
		}
	}
	for _, each := range append(u.methodUses(function), u.usesElsewhere(function)...) {
		if each.node.Role == program.Callee && each.in.runsAnew(each.node) {
			return &use{enclosing(each.node), each.in}
		}
	}
	return nil
}

// runsAnew says whether a call stands in a function that may run often, and is made each time.
func (u *unit) runsAnew(use *program.Node) bool {
	if u.language == syntax.Go {
		return u.makingAt(use).anew != nil
	}
	caller := enclosing(use)
	if caller != nil && isConstructor(caller) && classOf(caller) != nil && !u.isKept(use.Parent) {
		made := u.makingOf(classOf(caller))
		return !made.once || made.anew != nil
	}
	return caller != nil && !isSetUp(functionName(caller)) && !isCached(caller) && !u.runsAtStart(caller) &&
		!u.isKept(use.Parent) && !isGuarded(use, caller)
}

// isOfSame says whether a name is that of a function of the text, or of a method of the same
// object, which Java and C# need not name.
func (u *unit) isOfSame(use, class *program.Node) bool {
	object := use.Child(program.Obj)
	switch {
	case class == nil:
		return use.Kind == program.Name
	case object == nil:
		return isBuilt(u.language) && classOf(use) == class
	default:
		return isSelf(object.Name) && classOf(use) == class
	}
}

// isGuarded says whether a function does something only where a test, in or before which it
// stands, says so.
func isGuarded(node, function *program.Node) bool {
	return function.Find(func(n *program.Node) bool {
		return n.Kind == program.If && (node.Within(n) || n.End <= node.Start && has(n, program.Return))
	}) != nil
}

// runsAtStart says whether a function is called where the file is loaded.
func (u *unit) runsAtStart(function *program.Node) bool {
	return slices.ContainsFunc(u.usesOf(function, functionName(function)), func(use *program.Node) bool {
		return use.Role == program.Callee && enclosing(use) == nil && u.repeated(use.Parent) == nil
	})
}

// isOfCommand says whether Django runs a method as a command of its own, in a process of its own.
func isOfCommand(method *program.Node) bool {
	class := classOf(method)
	if class == nil || method.Name != "handle" {
		return false
	}
	return slices.ContainsFunc(class.All(program.Base), func(base *program.Node) bool {
		return strings.HasSuffix(base.Name, "BaseCommand")
	})
}

// isSetUp knows functions that run once.
func isSetUp(name string) bool {
	switch plain := plainName(name); plain {
	case "init", "constructor", "main", "setup", "startup", "lifespan", "createapp", "bootstrap", "start", "run",
		"connect", "onmoduleinit", "configure", "register", "onstartup", "startupevent":
		return true
	default:
		return strings.Trim(plain, "_") == "init" || strings.HasPrefix(plain, "init") || strings.HasPrefix(plain, "setup")
	}
}
