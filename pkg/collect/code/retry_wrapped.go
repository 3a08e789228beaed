package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// wrapped is the retry that a call makes of what is handed to it: retry(f), a
// policy.execute(f), a helper of the text.
func (u *unit) wrapped(call, handed *program.Node) *retry {
	switch handed.Kind {
	case program.Function, program.Name, program.Member:
	case program.Call:
		if isBuilt(u.language) && handed.Name == "new" || u.language == syntax.Python && callee(handed) == "partial" {
			break
		}
		if again := u.caughtAgain(call); again != nil {
			return again
		}
		return u.composed(call, handed)
	default:
		return nil
	}
	called := call.Child(program.Callee)
	if called == nil {
		return firstOf(func() *retry { return u.retrying(call) }, func() *retry { return u.scriptJob(call) })
	}
	return firstOf(
		func() *retry { return u.retrying(call) },
		func() *retry { return u.scriptJob(call) },
		func() *retry { return u.retrying(called) }, // Retrying(…)(f)
		func() *retry {
			if called.Kind != program.Member {
				return nil
			}
			return u.retrying(called.Child(program.Obj)) // policy.execute(f), operation.attempt(f)
		},
		func() *retry { return u.helper(called) },
		func() *retry {
			if handed.Kind == program.Function && u.runsElsewhere(called) {
				return opaque(called.Name, call)
			}
			return nil
		},
		func() *retry { return u.chained(call) },
		func() *retry { return u.wrappedElsewhere(call, called) },
	)
}

// wrappedElsewhere goes by the name of what stands in another file.
func (u *unit) wrappedElsewhere(call, called *program.Node) *retry {
	name := called.Name
	if isBuilt(u.language) && isStage(name) {
		return nil // attempts.forEach(f)
	}
	if u.language == syntax.Go {
		if found := u.runElsewhere(call, called); found != nil {
			return found
		}
	}
	if object := called.Child(program.Obj); object != nil && !soundsLikeRetry(name) {
		name = object.Name // retryPolicy.execute(f)
		if root := chainRoot(object); object.Kind == program.Call && isBuilt(u.language) && calledOn(root) != nil {
			name = calledOn(root).Name // Retry.named("a").call(f)
		}
	}
	if soundsLikeRetry(name) && len(u.called(called)) == 0 {
		return opaque(name, call)
	}
	if u.isInherited(called) {
		return &retry{present: unknown, by: name, node: call, why: "what " + name + " does stands in another file"}
	}
	return u.declaredElsewhere(called.Child(program.Obj))
}

// isInherited says whether a method of this object is one of a class that stands elsewhere.
func (u *unit) isInherited(called *program.Node) bool {
	object := called.Child(program.Obj)
	if isBuilt(u.language) || object == nil || !isSelf(object.Name) || len(u.called(called)) > 0 ||
		len(u.attributesOf(called)) > 0 {
		return false
	}
	class := classOf(called)
	return class != nil && slices.ContainsFunc(class.All(program.Base), func(base *program.Node) bool {
		return base.Find(func(n *program.Node) bool { return n.Role != program.Obj && u.origin(n) != "" }) != nil
	})
}

// declaredElsewhere goes by the type of an object: RetryStrategy strategy.
func (u *unit) declaredElsewhere(object *program.Node) *retry {
	if object == nil || object.Kind != program.Name || !isBuilt(u.language) {
		return nil
	}
	for _, each := range u.bindings(object.Name, object) {
		if typed := each.node.Child(program.Type); typed != nil && each.value == nil && soundsLikeRetry(typed.Name) {
			return opaque(typed.Name, object)
		}
	}
	return nil
}

func soundsLikeRetry(name string) bool {
	lower := strings.ToLower(name)
	const asyncCaller = "caller" // LangChain's
	return lower == asyncCaller || mentions(lower, "retry", "retri", "backoff", "resilien", "attempt")
}

// firstOf is the first retry that is found.
func firstOf(ways ...func() *retry) *retry {
	for _, find := range ways {
		if found := find(); found != nil {
			return found
		}
	}
	return nil
}
