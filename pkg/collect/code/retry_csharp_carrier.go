package code

import "github.com/pinelint/pinelint/pkg/collect/code/program"

// csharpCarrier is the retry of what runs the code around a call of C#, where that stands
// elsewhere: an orchestration, a proxy around the class, a method that a function is handed
// to, or the queue that brings a message again.
func (u *unit) csharpCarrier(at *program.Node) *retry {
	by := u.orchestrated(at)
	if by == nil {
		by = u.interceptedBy(at)
	}
	if by == nil {
		by = u.handedElsewhere(at)
	}
	if by == nil {
		by = u.broughtAgain(at)
	}
	if by == nil {
		return &retry{present: no}
	}
	return &retry{present: unknown, node: by, why: "what runs it stands elsewhere"}
}

// orchestrated is what marks the function around a node as an activity, which an orchestration
// runs, or the text's behavior of MediatR around all handlers.
func (u *unit) orchestrated(at *program.Node) *program.Node {
	function := at.Up(func(n *program.Node) bool { return n.Kind == program.Function && n.Name != "" })
	if function == nil {
		return nil
	}
	for _, parameter := range function.All(program.Param) {
		for _, attribute := range parameter.All(program.Decorator) {
			if decoratorName(attribute) == "ActivityTrigger" {
				return attribute
			}
		}
	}
	if behaviors := u.uses["IPipelineBehavior"]; len(behaviors) > 0 && isOf(at, "IRequestHandler") {
		return behaviors[0]
	}
	return nil
}

// interceptedBy is what puts something that stands elsewhere around objects of the class that a
// node stands in: a proxy with its interceptors, or a decorator of its interface.
func (u *unit) interceptedBy(at *program.Node) *program.Node {
	class := classOf(at)
	if class == nil {
		return nil
	}
	names := []string{class.Name}
	for _, base := range class.All(program.Base) {
		names = append(names, base.Name)
	}
	for _, name := range names {
		uses := u.uses[name]
		for _, use := range uses[:min(nearest, len(uses))] {
			around := use.Up(func(n *program.Node) bool { return n.Kind == program.Call && intercepts(n) })
			if around != nil && name != "" && !u.isAllWritten(around.All(program.Type)) {
				return around
			}
		}
	}
	return nil
}

// intercepts says whether a call makes a proxy of an object, or decorates it.
func intercepts(call *program.Node) bool {
	return mentions(asked(callee(call)), "proxy", "decorat", "intercept", "settarget")
}

// isAllWritten says whether the last of these types, the one that decorates, is a class of
// the text, so that a retry of it was seen.
func (u *unit) isAllWritten(types []*program.Node) bool {
	return len(types) > 1 && u.isWritten(types[len(types)-1])
}

// handedElsewhere is the method that a function around a node is handed to, where that is a
// static one, or one of a base class, of another text.
func (u *unit) handedElsewhere(at *program.Node) *program.Node {
	for function := enclosing(at); function != nil && function.Name == "" && !u.handles(function); {
		call := function.Parent
		if call.Kind == program.Keyword {
			call = call.Parent
		}
		called := call.Child(program.Callee)
		if call.Kind == program.Call && call.Name != "new" && called != nil && u.standsElsewhere(called) {
			return called
		}
		function = enclosing(function)
	}
	return nil
}

func (u *unit) standsElsewhere(called *program.Node) bool {
	if len(u.called(called)) > 0 || isRegistration(called.Parent) || isStageOfNET(called.Name) || onlyWatches(called) {
		return false
	}
	if called.Kind == program.Name && u.isInjected(called, shallow) {
		return true // a delegate that the class is given
	}
	owner := called
	for owner != nil && owner.Kind == program.Member {
		owner = owner.Child(program.Obj)
	}
	if owner != nil && owner.Kind == program.Call && asksContainer(owner) {
		return true // services.GetRequiredService<IGuard>().Run(f)
	}
	return owner != nil && owner.Kind == program.Name && (owner.Name == "base" || u.isForeignClass(owner))
}

// isForeignClass says whether a name is one of a class, or of a method of a base class, that
// the text does not have.
func (u *unit) isForeignClass(name *program.Node) bool {
	isUpper := name.Name != "" && name.Name[0] >= 'A' && name.Name[0] <= 'Z'
	return isUpper && len(u.bindings(name.Name, name)) == 0 && !runsOnce(name.Name)
}

// isStageOfNET says whether a method registers a function for requests or messages, or hands
// it each element, whatever it is of.
func isStageOfNET(method string) bool {
	return isOneOf(method, []string{"get", "post", "put", "delete", "patch", "foreach", "foreachasync", "select"})
}

// onlyWatches says whether a method says by its name that it looks at what it runs, or keeps
// what that gives: Timing.Measure(…).
func onlyWatches(called *program.Node) bool {
	return mentions(plainName(objectName(called)+" "+called.Name), "measur", "timing", "timed", "trace", "cache", "metric")
}

// runsOnce knows the classes of .NET whose methods run a function once, or once for each element.
func runsOnce(class string) bool {
	return isOneOf(class, []string{"task", "valuetask", "parallel", "threadpool", "observable", "enumerable",
		"asyncenumerable", "lazyinitializer", "executioncontext", "results", "typedresults", "dispatcher", "queryable",
		"interlocked", "volatile", "timer", "stopwatch", "mainthread", "application", "source", "flow", "app", "array"})
}
