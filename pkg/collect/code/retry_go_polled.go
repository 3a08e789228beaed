package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// polled is wait.PollUntilContextTimeout(ctx, interval, timeout, true, f) of Kubernetes and its kin, which
// call f until it says that it is done, or gives an error back. Nil where f gives back each error.
func (u *unit) polled(module, name string, call *program.Node) *retry {
	if module != "k8s.io/apimachinery/pkg/util/wait" || !strings.HasPrefix(name, "Poll") {
		return nil
	}
	for _, function := range u.tried(call) {
		again, test := u.asksAgain(function)
		if again == nil {
			continue
		}
		found := plain("wait." + name)
		found.backoff, found.bounded, found.logged = "fixed", is(endsOfPoll(name)), is(logs(function))
		if interval, known := u.number(positional(call, placeOfInterval(name))); known && interval == 0 {
			found.backoff = "none"
		}
		switch tested, condition := u.testedFor(again, function); {
		case tested == nil:
		case tested.untold() || tested.negated:
			found.clientErrors, found.rateLimits = unknown, unknown
			found.why = "which errors it repeats is decided by the function that it is given"
		case test != nil && u.statuses(test.Child(program.Condition), shallow) != nil:
			found.clientErrors, found.rateLimits = is(tested.refused), is(tested.limit)
		default:
			u.leaves(found, tested, condition)
		}
		return found
	}
	return nil
}

// asksAgain is what a function that is polled gives back where it is to be called again after an error, and
// the test of the error around it.
func (u *unit) asksAgain(function *program.Node) (again, test *program.Node) {
	if function.Child(program.Body) == nil {
		return nil, nil
	}
	const doneAndError = 2
	again = function.Child(program.Body).Find(func(n *program.Node) bool {
		if n.Kind != program.Return || len(n.Children) != doneAndError || enclosing(n) != function ||
			!isNull(n.Children[1]) {
			return false
		}
		if done := n.Children[0]; done.Kind != program.Constant {
			return done.Find(asksNoError) != nil // err == nil, nil
		} else if done.Name == "true" {
			return false
		}
		test = n.Up(func(up *program.Node) bool {
			return up.Kind == program.If && n.Within(up.Child(program.Body)) &&
				(asksError(up) || u.statuses(up.Child(program.Condition), shallow) != nil)
		})
		return test != nil && test.Child(program.Condition).Find(asksNoError) == nil || test == nil && afterSuccess(n)
	})
	return again, test
}

// asksNoError knows err == nil.
func asksNoError(n *program.Node) bool {
	return isNilCheck(n) && n.Name == "==" && n.Children[0].Kind == program.Name &&
		strings.HasPrefix(n.Children[0].Name, "err")
}

// testedFor is what is asked of the error around a return, or before it by what gives the error back, and
// the condition that asks it.
func (u *unit) testedFor(again, function *program.Node) (found *statuses, condition *program.Node) {
	function.Walk(func(n *program.Node) bool {
		if n.Kind == program.If && found == nil && (again.Within(n.Child(program.Body)) || n.End < again.Start) {
			condition = n.Child(program.Condition)
			found = u.statuses(condition, shallow)
		}
		return found == nil
	})
	return found, condition
}

// endsOfPoll says whether it ends by a time of its own.
func endsOfPoll(name string) bool {
	return name == "PollUntilContextTimeout" || name == "Poll" || name == "PollImmediate" ||
		name == "PollWithContext" || name == "PollImmediateWithContext"
}

// placeOfInterval is the argument that says how long it waits, behind a context.
func placeOfInterval(name string) int {
	if strings.Contains(name, "Context") {
		return 1
	}
	return 0
}
