package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// eachCall visits the calls within the arguments of a call, also those that names stand for,
// all that they are given one after another: b = retry.WithMaxRetries(5, b).
func (u *unit) eachCall(call *program.Node, visit func(name string, made *program.Node)) {
	seen := map[*program.Node]bool{}
	for _, each := range call.All(program.Argument) {
		if each = spreadOf(each); each.Kind != program.Function {
			u.eachCallWithin(each, visit, seen, deepest)
		}
	}
}

func (u *unit) eachCallWithin(
	node *program.Node, visit func(name string, made *program.Node), seen map[*program.Node]bool, steps int,
) {
	node.Walk(func(n *program.Node) bool {
		switch n.Kind {
		case program.Call:
			if !seen[n] {
				seen[n] = true
				visit(callee(n), n)
			}
		case program.Function:
			return false
		case program.Name:
			if n.Role != program.Callee && n.Role != program.Obj && steps > 0 {
				u.eachCallOfName(n, visit, seen, steps-1)
			}
		}
		return true
	})
}

func (u *unit) eachCallOfName(
	name *program.Node, visit func(name string, made *program.Node), seen map[*program.Node]bool, steps int,
) {
	for _, each := range u.bindings(name.Name, name) {
		if each.node.Kind == program.Assign && each.value != nil && !seen[each.node] {
			seen[each.node] = true
			u.eachCallWithin(each.value, visit, seen, steps)
		}
	}
}

func (u *unit) names(call *program.Node, wanted string) bool {
	found := false
	u.eachCall(call, func(name string, _ *program.Node) { found = found || name == wanted })
	return found
}

// tried are the functions that a call is given, by themselves or by a name.
func (u *unit) tried(call *program.Node) []*program.Node {
	var all []*program.Node
	for _, each := range call.All(program.Argument) {
		if each.Kind == program.Function {
			all = append(all, each)
			continue
		}
		all = append(all, u.called(each)...)
	}
	return all
}

// permanent reads how the function that is tried gives up: it wraps an error in this.
func (u *unit) permanent(found *retry, call *program.Node, mark string) {
	stop, test, tested := u.markedUnder(call, mark)
	switch {
	case stop == nil:
	case u.givesUpAlways(call, mark):
		found.once()
	case tested == nil || tested.untold():
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it gives up on is decided elsewhere"
	case stop.Within(test.Child(program.Body)):
		u.leaves(found, tested, test.Child(program.Condition))
	default: // those that are named do not get there
		found.clientErrors, found.rateLimits = is(tested.refused), is(tested.limit)
	}
}

// givenUpOn is a helper's retry, with what the function that a call hands to it gives up on.
func (u *unit) givenUpOn(found *retry, call *program.Node) *retry {
	if found == nil || u.language != syntax.Go {
		return found
	}
	own := *found
	u.permanent(&own, call, "Permanent")
	u.permanent(&own, call, "Unrecoverable")
	return &own
}

// marked reads which errors the function that is tried marks for another try.
func (u *unit) marked(found *retry, call *program.Node, mark string) {
	stop, test, tested := u.markedUnder(call, mark)
	for _, function := range u.tried(call) {
		found.logged = either(found.logged, is(logs(function)))
	}
	switch {
	case stop == nil && u.marksNone(call):
		found.once()
	case stop == nil || tested != nil && (tested.untold() || tested.negated):
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it repeats is decided by the function that it is given"
	case tested == nil: // all of them
	case stop.Within(test.Child(program.Body)):
		found.clientErrors, found.rateLimits = is(tested.refused), is(tested.limit)
	default:
		u.leaves(found, tested, test.Child(program.Condition))
	}
}

// markIn is the call of a mark in a function, or in one of the text that it gives its error to.
func (u *unit) markIn(function *program.Node, mark string) *program.Node {
	marks := func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == mark }
	if stop := function.Find(marks); stop != nil {
		return stop
	}
	var stop *program.Node
	function.Walk(func(n *program.Node) bool {
		if n.Kind != program.Call || n.Child(program.Callee) == nil || !givesError(n) {
			return stop == nil
		}
		for _, helper := range u.called(n.Child(program.Callee)) {
			if stop == nil {
				stop = helper.Find(marks)
			}
		}
		return stop == nil
	})
	return stop
}

// markedUnder is the call of a mark in what is tried, and the test of an error around it.
func (u *unit) markedUnder(call *program.Node, mark string) (stop, test *program.Node, tested *statuses) {
	for _, function := range u.tried(call) {
		if stop = u.markIn(function, mark); stop == nil {
			continue
		}
		test = stop.Up(func(n *program.Node) bool {
			return n.Kind == program.If && u.statuses(n.Child(program.Condition), shallow) != nil
		})
		if test != nil {
			tested = u.statuses(test.Child(program.Condition), shallow)
		}
		return stop, test, tested
	}
	return nil, nil, nil
}
