package code

import (
	"cmp"
	"math"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// retrying is the retry that an expression makes of what is handed to it or stands under
// it: a call or a decorator of a library, or a name that was given one.
func (u *unit) retrying(node *program.Node) *retry { return u.retryingWithin(node, deepest) }

func (u *unit) retryingWithin(node *program.Node, steps int) *retry {
	if node == nil || steps == 0 {
		return nil
	}
	if found := u.retryingElsewhere(node, steps); found != nil {
		return found
	}
	if found := u.library(node); found != nil {
		if found.in == nil {
			found.node = node
		}
		return found
	}
	switch node.Kind {
	case program.Name, program.Member:
		return u.retryingNamed(node, steps)
	case program.Call:
		if found := u.retryingMethod(node, steps); found != nil {
			return found
		}
		return u.retryingReturned(node, steps)
	}
	return nil
}

// retryingNamed is what a name or a field was given, and the policy of @policy.wraps.
func (u *unit) retryingNamed(node *program.Node, steps int) *retry {
	if u.language == syntax.Python && node.Kind == program.Member && node.Name == "wraps" {
		return u.retryingWithin(node.Child(program.Obj), steps-1)
	}
	found := u.bindings(node.Name, node)
	if node.Kind == program.Member {
		found = valued(u.attributesOf(node))
	}
	if len(found) > 0 && isGiven(found[0]) {
		return u.retryingWithin(found[0].value, steps-1)
	}
	if len(found) > 0 && isBuilt(u.language) {
		return firstOf(
			func() *retry { return u.keyed(found[0].node) },
			func() *retry { return u.declaredRetry(found[0].node.Child(program.Type)) },
		)
	}
	return nil
}

// retryingElsewhere is the retry that another file has a name for: retry_reads = retry(…).
func (u *unit) retryingElsewhere(node *program.Node, steps int) *retry {
	if node.Kind != program.Name && node.Kind != program.Member {
		return nil
	}
	for _, each := range u.declarations(u.origin(node)) {
		if !isGiven(each.binding) {
			continue
		}
		if found := each.in.retryingWithin(each.value, steps-1); found != nil {
			return found.of(each.in)
		}
	}
	return nil
}

// retryingReturned is the policy or the decorator that a function gives back: in languages that
// have classes for all, a method of the same class.
func (u *unit) retryingReturned(call *program.Node, steps int) *retry {
	called := call.Child(program.Callee)
	if called == nil || call.Name == "new" || u.language == syntax.Go ||
		isBuilt(u.language) && called.Kind != program.Name {
		return nil
	}
	for _, function := range u.called(called) {
		if found := u.returnedRetry(function, steps); found != nil && !call.Within(function) {
			return found
		}
	}
	for _, each := range u.calledElsewhere(called) {
		if found := each.in.returnedRetry(each.node, steps); found != nil {
			return found.of(each.in)
		}
	}
	return nil
}

// returnedRetry is what a function gives back first, where that tries again.
func (u *unit) returnedRetry(function *program.Node, steps int) *retry {
	if found, asked := u.returns[function]; asked {
		return found
	}
	u.returns[function] = nil
	given := function.Child(program.Body)
	if given != nil && (given.Kind == program.Block || isBuilt(u.language)) {
		given = given.Find(func(n *program.Node) bool { return n.Kind == program.Return && enclosing(n) == function })
		if given == nil || len(given.Children) != 1 {
			return nil
		}
		given = given.Children[0]
	}
	u.returns[function] = u.retryingWithin(given, steps-1)
	return u.returns[function]
}

// valued has what is given a value first: a field may be declared without one.
func valued(found []binding) []binding {
	at := slices.IndexFunc(found, func(each binding) bool { return each.value != nil })
	return found[max(at, 0):]
}

// isGiven says whether a name or a field is given what is no function.
func isGiven(to binding) bool {
	return (to.node.Kind == program.Assign || to.node.Kind == program.Entry) && to.value != nil &&
		to.value.Kind != program.Function
}

// retryingMethod follows what makes one policy of another: wrap(a, b), Policy.x(…).y().
func (u *unit) retryingMethod(call *program.Node, steps int) *retry {
	called := call.Child(program.Callee)
	if called == nil {
		return nil
	}
	if u.language == syntax.CSharp {
		if found := u.policyOf(called, steps); found != nil {
			return found
		}
	}
	switch asked(called.Name) {
	case "copy", "retrywith", "wraps":
		found := u.retryingWithin(called.Child(program.Obj), steps-1)
		if found != nil && found.by == "tenacity" {
			own := *found
			u.tenacityTold(&own, call)
			return &own
		}
		return found
	case "on":
		return u.staminaOn(u.retryingWithin(called.Child(program.Obj), steps-1), positional(call, 0))
	case "wrap":
		if found := u.retryingWithin(called.Child(program.Obj), steps-1); found != nil {
			return found // retry.Wrap(breaker)
		}
		for _, each := range call.All(program.Argument) {
			if found := u.retryingWithin(each, steps-1); found != nil {
				return found
			}
		}
	case "retry", "call", "get", "getpipeline", "retryexecutor":
		if isBuilt(u.language) {
			return firstOf(
				func() *retry { return u.fromRegistry(call) },
				func() *retry { return u.registeredPipeline(positional(call, 0)) },
				func() *retry { return u.retryingWithin(called.Child(program.Obj), steps-1) }, // registry.retry("name")
			)
		}
	case "withretry":
		return u.runnableRetry(call, called)
	}
	return nil
}

// library is the retry of a known library, nil where the node is none of it.
func (u *unit) library(node *program.Node) *retry {
	at := node
	if node.Kind == program.Call {
		at = node.Child(program.Callee)
	}
	origin := u.origin(at)
	if origin == "" && isBuilt(u.language) && node.Kind == program.Call {
		origin = u.origin(chainRoot(node).Child(program.Callee))
	}
	if origin == "" || len(u.declarations(origin)) > 0 { // a file of the tree by a library's name
		return nil
	}
	module, name := split(origin)
	call := node
	if node.Kind != program.Call {
		call = &program.Node{Kind: program.Call, Start: node.Start, End: node.End, Parent: node.Parent}
	}
	call, known := u.withOptions(call)
	found := u.libraryOf(module, name, call)
	if found != nil && !known {
		return opaque(found.by, node)
	}
	return found
}

func (u *unit) libraryOf(module, name string, call *program.Node) *retry {
	switch u.language {
	case syntax.Python:
		return u.pythonLibrary(module, name, call)
	case syntax.Go:
		return u.golangLibrary(module, name, call)
	case syntax.Java:
		return u.javaLibrary(module, name, call)
	case syntax.CSharp:
		return u.csharpLibrary(module, name, call)
	default:
		return u.scriptLibrary(module, name, call)
	}
}

// count is a number of tries: known, unknown, or without end.
func (u *unit) count(found *retry, node *program.Node, more, otherwise int) {
	if found.most == nil {
		found.most = u.boundParameter(node)
	}
	switch value, ok := u.number(node); {
	case node == nil && otherwise == 0:
		found.bounded, found.attempts = no, 0
	case node == nil:
		found.bounded, found.attempts = yes, otherwise
	case ok && (value < 0 || value >= math.MaxInt32), u.isInfinite(node):
		found.bounded, found.attempts = no, 0
	case u.mayBeInfinite(node):
		found.bounded, found.why = unknown, cmp.Or(found.why, "it has no bound in one of two cases")
	case ok:
		found.bounded, found.attempts = yes, int(value)+more
	case node.Kind == program.Constant && node.Name == "null":
		found.bounded = no
	default:
		found.bounded = yes // a name for it is still a bound
	}
}

// option is what a switch says, where one that is not given has an answer of its own.
func (u *unit) option(given *program.Node, otherwise tri) tri {
	if given == nil {
		return otherwise
	}
	return u.truth(given)
}

// asGrown changes a delay that grows by a factor: by 1 it stays as it is, and by one that stands
// elsewhere it may.
func (u *unit) asGrown(found *retry, factor *program.Node) {
	growth, ok := u.number(factor)
	switch {
	case factor == nil:
	case !ok:
		found.growsElsewhere()
	case growth <= 1:
		found.backoff, found.capped = "fixed", yes
	}
}

// growsElsewhere leaves open how a delay grows.
func (r *retry) growsElsewhere() {
	r.backoff, r.why = "", "how the delay grows is decided elsewhere"
	if r.capped != yes {
		r.capped = unknown
	}
}

// exponential sets what an exponential delay is like; a cap is a node or a known default.
func (u *unit) exponential(found *retry, jitter tri, limit *program.Node, limited bool) {
	found.backoff, found.jitter = "exponential", jitter
	switch {
	case limited || limit != nil && limit.Name != "Infinity":
		found.capped = yes
	case found.bounded == no:
		found.capped = no
	case found.attempts == 0:
		found.capped = unknown
	default:
		const longest = 7 // two to that many seconds are about two minutes
		found.capped = is(found.attempts-1 <= longest)
	}
}
