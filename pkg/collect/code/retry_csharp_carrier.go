package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// csharpCarrier is the retry of what runs the code around a call of C#, where that stands
// elsewhere: a proxy around the class, or a method that a function is handed to.
func (u *unit) csharpCarrier(at *program.Node) *retry {
	by := u.interceptedBy(at)
	if by == nil {
		by = u.handedElsewhere(at)
	}
	if by == nil {
		return &retry{present: no}
	}
	return &retry{present: unknown, node: by, why: "what runs it stands elsewhere"}
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
		for _, use := range u.uses[name] {
			around := use.Up(func(n *program.Node) bool {
				return n.Kind == program.Call && mentions(asked(callee(n)), "proxy", "decorat", "intercept")
			})
			if around != nil && name != "" && !u.isAllWritten(around.All(program.Type)) {
				return around
			}
		}
	}
	return nil
}

// isAllWritten says whether the last of these types, the one that decorates, is a class of
// the text, so that a retry of it was seen.
func (u *unit) isAllWritten(types []*program.Node) bool {
	return len(types) > 1 && u.isWritten(types[len(types)-1])
}

func (u *unit) isWritten(typed *program.Node) bool {
	return slices.ContainsFunc(u.bindings(typed.Name, typed), func(each binding) bool {
		return each.node.Kind == program.Class
	})
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
	owner := called
	if called.Kind == program.Member {
		owner = called.Child(program.Obj)
	}
	switch {
	case owner == nil || owner.Kind != program.Name || isSelf(owner.Name) && owner.Name != "base":
		return false
	case owner.Name == "base":
		return true
	default:
		return owner.Name != "" && owner.Name[0] >= 'A' && owner.Name[0] <= 'Z' &&
			len(u.bindings(owner.Name, owner)) == 0 && !runsOnce(owner.Name)
	}
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
