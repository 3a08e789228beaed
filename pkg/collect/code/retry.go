package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// retry is how a call is tried again.
type retry struct {
	present tri
	// by is the library, "loop", "recursion", or the name of what stands elsewhere.
	by   string
	node *program.Node
	// in is the file that node stands in, nil for that of the call.
	in *unit
	// bounded says whether the tries end; attempts is how many there are, zero where
	// that is not told.
	bounded  tri
	attempts int
	// backoff is none, fixed, linear or exponential, and empty where it cannot be told.
	backoff string
	// capped says whether the delay has a bound.
	capped tri
	jitter tri
	// clientErrors says whether a refusal (4xx but 429) is tried again too, and
	// rateLimits whether 429 is.
	clientErrors, rateLimits tri
	// types is the parameter of a helper that says which errors are, and most the one that says how
	// often it tries, nil where none does; endless is what a call gives for that without an end.
	types, most, endless *program.Node
	logged               tri
	// why says why what is unknown is.
	why string
}

// of is a retry that stands in another file.
func (r *retry) of(in *unit) *retry {
	if r != nil && r.in == nil {
		r.in = in
	}
	return r
}

// opaque is a retry that is one, whatever else it is.
func opaque(by string, node *program.Node) *retry {
	return &retry{present: yes, by: by, node: node, why: "what " + by + " does stands elsewhere"}
}

// guessed may be a retry: what it is called says so, or what it is given could make it one.
func guessed(by string, node *program.Node) *retry {
	found := opaque(by, node)
	found.present = unknown
	return found
}

// retryOf says how a call is tried again: by a loop, a library or a function around it, or
// around those that call its function.
func (u *unit) retryOf(call *program.Node) *retry {
	if found := u.ofRunnable(call); found != nil {
		return found
	}
	if found := u.retryWithin(call, map[*program.Node]*retry{}); found != nil {
		return found
	}
	return &retry{present: no}
}

// ofRunnable is the retry of LangChain's that what is called has in it: store.as_retriever().with_retry().
func (u *unit) ofRunnable(call *program.Node) *retry {
	called := call.Child(program.Callee)
	if called == nil || called.Kind != program.Member {
		return nil
	}
	if found := u.retrying(called.Child(program.Obj)); found != nil && found.by == runnable {
		return found
	}
	return nil
}

// mostCalls bounds how many functions up a retry is looked for.
const mostCalls = 200

// retryWithin is the retry around a node; seen has what was found, and nil for what is looked at.
func (u *unit) retryWithin(at *program.Node, seen map[*program.Node]*retry) *retry {
	found, asked := seen[at]
	if asked || len(seen) > mostCalls {
		return found
	}
	seen[at] = nil
	found = u.nearestRetry(at, seen)
	seen[at] = found
	return found
}

func (u *unit) nearestRetry(at *program.Node, seen map[*program.Node]*retry) *retry {
	kept, told := false, no // the error, within what is tried again
	settled := func(found *retry) *retry {
		if kept && found.hearsErrors() {
			return keptFrom(found)
		}
		return found.loggedToo(told)
	}
	for up := at; up.Parent != nil; up = up.Parent {
		parent := up.Parent
		if found := u.retryAround(parent, up, at); found != nil {
			return settled(found)
		}
		if parent.Kind == program.Try && up.Role == program.Body {
			kept, told = kept || u.keepsError(parent), either(told, u.logsError(parent))
		}
		handedOn := parent.Name == "" && (parent.Role == program.Argument || u.isGivenBack(parent))
		if parent.Kind == program.Function && !handedOn {
			return settled(firstOf(
				func() *retry { return u.optionChained(parent) },
				func() *retry { return u.callersRetry(parent, seen) },
				func() *retry { return u.callersElsewhere(parent, seen) },
			))
		}
	}
	return nil
}

// retryAround is the retry that one thing around a part of it makes, in which a call stands.
func (u *unit) retryAround(around, part, call *program.Node) *retry {
	switch around.Kind {
	case program.Loop:
		return u.loopRetry(around, part, call)
	case program.Try:
		return u.secondTry(around, part, call)
	case program.Call:
		if part.Role == program.Argument {
			return u.wrapped(around, part)
		}
	case program.Function:
		return u.functionRetry(around, call)
	}
	return nil
}

// loopRetry is the retry that a loop around a call makes.
func (u *unit) loopRetry(loop, part, call *program.Node) *retry {
	if part.Role != program.Body && (u.language != syntax.Go || part.Role != program.Update) {
		return nil
	}
	if maker := u.retrying(loop.Child(program.Iterable)); maker != nil {
		return maker
	}
	if try := u.retryLoop(loop, call); try != nil {
		if u.language != syntax.Go && u.asksAnother(loop, call) {
			return nil
		}
		if u.language == syntax.Go && isOfElement(loop, call) {
			return opaque("loop", loop) // over those that may answer, each of which is asked once
		}
		return u.passedOn(u.handwritten(loop, try), try, call, loop)
	}
	if found := u.opensEachTry(loop); found != nil {
		return found
	}
	return u.putBack(loop, call)
}

// functionRetry is the retry that decorates a function, or that calls it once more itself.
func (u *unit) functionRetry(function, call *program.Node) *retry {
	for _, decorator := range function.All(program.Decorator) {
		if found := u.proxied(u.retrying(decorator), function, decorator); found != nil {
			return u.toldAgain(found, function)
		}
		switch found, known := u.attributed(decorator); {
		case found != nil:
			return found
		case known:
			continue
		}
		if found := u.celeryTask(decorator); found != nil {
			return found
		}
		if found := u.job(decorator, function, call); found != nil {
			return found
		}
		if by := decoratorName(decorator); u.soundsUnknown(decorator) {
			if found := u.helper(decorator); found != nil {
				return found
			}
			return guessed(by, decorator)
		}
		if found := u.helper(decorator); found != nil {
			return found
		}
	}
	if found := u.classRetry(function); found != nil {
		return found
	}
	if found := u.askedAgain(function, call); found != nil {
		return found
	}
	if found := u.celeryClass(function); found != nil {
		return found
	}
	if found := u.scriptTask(function); found != nil {
		return found
	}
	if found := u.redelivered(function); found != nil {
		return found
	}
	return u.recursion(function, call)
}

func decoratorName(decorator *program.Node) string {
	if decorator.Kind == program.Call {
		return callee(decorator)
	}
	return decorator.Name
}

// callersRetry is the retry around those places of the text that call a function.
func (u *unit) callersRetry(function *program.Node, seen map[*program.Node]*retry) *retry {
	name := ownName(function)
	if wrapper := function.Parent; name == "" && wrapper != nil && wrapper.Kind == program.Entry {
		name = wrapper.Name
	}
	var found *retry
	isOpen := false
	for _, use := range u.usesOf(function, name) {
		one, settled := u.callerRetry(function, use, seen)
		switch {
		case settled:
			return one
		case one != nil && found == nil:
			found = one
		case one == nil:
			isOpen = isOpen || use.Role == program.Callee && !use.Within(function) && slices.Contains(u.called(use), function)
		}
	}
	if found != nil && isOpen {
		return notByAll(function)
	}
	return found
}

// callerRetry is the retry around one place that calls a function, and whether it is the
// function's wherever else that is called.
func (u *unit) callerRetry(function, use *program.Node, seen map[*program.Node]*retry) (found *retry, settled bool) {
	at := use
	if use.Role == program.Callee {
		at = use.Parent
		if u.language == syntax.Go && givenBack(at) {
			return opaque("loop", at), true
		}
		if found := u.triedAgain(function, at); found != nil {
			return found, true
		}
	}
	if found := u.operator(use); found != nil {
		return found, true
	}
	return u.retryWithin(at, seen), false
}
