package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// checked completes what is known of a loop of Go that tries again, by the test that leaves it.
func (u *unit) checked(found *retry, loop, test *program.Node) {
	u.checkedErrors(found, loop)
	u.waits(found, loop)
	failed := afterFailure(test)
	if found.bounded == no {
		found.bounded = u.endsElsewhere(loop, test, failed)
		if found.bounded != no && found.capped != yes {
			found.capped = found.bounded // what ends the loop ends the growth too
		}
	}
	found.logged = u.logsFailure(loop, failed)
	if found.logged == no && loop.Find(func(n *program.Node) bool { return u.isAnswer(n, loop) }) != nil {
		found.logged = unknown // what is given each error to decide may tell of it
	}
}

// afterFailure says which parts of a loop run when the call failed: not what a test does
// where there is no error, and not what comes after one that goes on with the next try.
func afterFailure(test *program.Node) func(*program.Node) bool {
	refusal := test.Child(program.Condition).Find(func(n *program.Node) bool {
		return n.Kind == program.Operation && n.Name == "!="
	})
	if refusal == nil || asksOK(test.Child(program.Condition)) {
		return func(n *program.Node) bool { return !n.Within(test.Child(program.Body)) }
	}
	body, other := test.Child(program.Body), test.Child(program.Else)
	goesOn := has(body, program.Continue)
	return func(n *program.Node) bool {
		after := goesOn && n.Start > test.End
		return !after && (other == nil || !n.Within(other))
	}
}

// endsElsewhere says whether a loop without a bound of its own ends by what stands elsewhere:
// the end of a context, an answer of a function.
func (u *unit) endsElsewhere(loop, test *program.Node, failed func(*program.Node) bool) tri {
	bounded := no
	name := ""
	if asked := test.Child(program.Condition).Find(isNilCheck); asked != nil {
		name = asked.Children[0].Name
		if leavesByMore(test.Child(program.Condition), asked) {
			bounded = u.endsBy(loop, test.Child(program.Condition), name)
		}
	}
	loop.Walk(func(n *program.Node) bool {
		if n.Kind == program.Function || n != loop && n.Kind == program.Loop {
			return false
		}
		if !failed(n) || n == test || n.Kind != program.If && n.Kind != program.Other {
			return true
		}
		switch {
		case n.Kind == program.Other && waitsForEnd(n):
			bounded = either(bounded, u.hasDeadline(loop))
		case n.Kind == program.If && has(n.Child(program.Body), program.Return, program.Break):
			bounded = either(bounded, u.endsBy(loop, n.Child(program.Condition), name))
			if n.Child(program.Init).Find(u.waitsElsewhereIn) != nil {
				bounded = either(bounded, unknown) // if err := backoff.Wait(ctx); err != nil { return }
			}
		}
		return true
	})
	return bounded
}

// leavesByMore says whether more than the end of an error leaves a loop: err != nil && left().
func leavesByMore(condition, asked *program.Node) bool {
	return condition.Kind == program.Operation &&
		(asked.Name == "!=" && condition.Name == "&&" || asked.Name == "==" && condition.Name == "||")
}

func (u *unit) waitsElsewhereIn(n *program.Node) bool {
	return n.Kind == program.Call && u.waitsByItself(n)
}

func isNilCheck(n *program.Node) bool {
	return n.Kind == program.Operation && len(n.Children) == 2 && n.Children[1].Kind == program.Constant
}

// waitsForEnd is a case of a select that leaves when a context is done.
func waitsForEnd(n *program.Node) bool {
	if len(n.Children) < 2 || has(n.Children[0], program.Return, program.Break) {
		return false // the select itself
	}
	done := n.Children[0].Find(func(part *program.Node) bool { return callee(part) == "Done" })
	return done != nil && has(n, program.Return, program.Break)
}

// hasDeadline says whether the function around a loop sets an end to its context.
func (u *unit) hasDeadline(loop *program.Node) tri {
	set := enclosing(loop).Find(func(n *program.Node) bool {
		switch callee(n) {
		case "WithTimeout", "WithDeadline", "WithTimeoutCause", "WithDeadlineCause":
			return n.Kind == program.Call
		default:
			return false
		}
	})
	if set != nil {
		return yes
	}
	return unknown
}

// endsBy says whether a condition ends a loop some time: a delay that has grown too long
// does, what only asks for the error does not, and of all else it is not told.
func (u *unit) endsBy(loop, condition *program.Node, failure string) tri {
	answer := no
	condition.Walk(func(n *program.Node) bool {
		switch {
		case n.Kind == program.Call && isGivenTo(n, failure):
			return false // isFinal(err)
		case compares(n) && n.Kind == program.Operation && u.reached(loop, n):
			answer = yes
		case answer == no && u.isAnswer(n, loop):
			answer = unknown
		case answer == no && n.Kind == program.Name && n.Name != failure && n.Role != program.Obj && !u.isStatus(n):
			answer = unknown
		}
		return true
	})
	return answer
}

func isGivenTo(call *program.Node, name string) bool {
	return call.Find(func(part *program.Node) bool { return part.Kind == program.Name && part.Name == name }) != nil
}

// reached says whether a comparison is true some time: of a delay that grows with each try,
// of time.Since(start).
func (u *unit) reached(loop, comparison *program.Node) bool {
	left := comparison.First()
	return left != nil && (changes(loop, left.Name) || left.Kind == program.Call && !u.asksStatus(comparison))
}

func (u *unit) asksStatus(n *program.Node) bool {
	return n.Find(func(part *program.Node) bool { return part.Kind == program.Name && u.isStatus(part) }) != nil &&
		u.statuses(n, shallow) != nil
}

// isStatus says whether a name has to do with the code of an error.
func (u *unit) isStatus(name *program.Node) bool {
	for _, each := range u.bindings(name.Name, name) {
		if each.value != nil && each.value.Find(func(n *program.Node) bool {
			return n.Kind == program.Name && (n.Name == "status" || n.Name == "errors" || n.Name == "err")
		}) != nil {
			return true
		}
	}
	return len(u.bindings(name.Name, name)) > 0 && u.bindings(name.Name, name)[0].node.Kind == program.Binding
}

func changes(loop *program.Node, name string) bool {
	return loop.Find(func(n *program.Node) bool {
		target := n.Child(program.Target)
		return n.Kind == program.Assign && target != nil && target.Name == name && (isPower(n) || isMultiplied(n))
	}) != nil
}

// logsFailure says whether a failure is logged or counted. What is called with the error
// for nothing else may do so too.
func (u *unit) logsFailure(loop *program.Node, failed func(*program.Node) bool) tri {
	logged := no
	loop.Walk(func(n *program.Node) bool {
		if n.Kind != program.Call || !failed(n) || isSwitched(n) {
			return true
		}
		if logs(shallowCall(n)) || countsUp(n) {
			logged = yes
		} else if functions := u.called(n.Child(program.Callee)); len(functions) > 0 {
			logged = either(logged, is(slices.ContainsFunc(functions, logs)))
		} else if n.Parent.Kind == program.Block && givesError(n) {
			logged = either(logged, unknown)
		}
		return true
	})
	return logged
}

// isSwitched says whether a node is what a switch asks for, whose cases begin where it does.
func isSwitched(n *program.Node) bool {
	block := n.Parent
	return block.Kind == program.Block && block.Children[0] == n && len(block.Children) > 1 &&
		block.Children[1].Kind == program.If && block.Children[1].Start == block.Start
}

// shallowCall is a call without what is in its arguments.
func shallowCall(call *program.Node) *program.Node {
	alone := *call
	return &alone
}

// countsUp is retries.Add(ctx, 1) of OpenTelemetry and of expvar, and atomic.AddInt64.
func countsUp(call *program.Node) bool {
	called := call.Child(program.Callee)
	object := called.Child(program.Obj)
	switch {
	case object == nil:
		return false
	case called.Name == "Add":
		return mentions(plainName(object.Name), "retr", "count", "metric", "fail", "attempt", "error")
	default:
		return object.Name == "atomic" && strings.HasPrefix(called.Name, "Add")
	}
}

func givesError(call *program.Node) bool {
	for _, each := range call.All(program.Argument) {
		if each.Kind == program.Name && (each.Name == "err" || each.Name == "lastErr" || each.Name == "e") {
			return true
		}
	}
	return false
}

// isOfElement says whether a loop asks each of what it goes over: for _, c := range replicas { c.f() }.
func isOfElement(loop, call *program.Node) bool {
	object := call.Child(program.Callee).Child(program.Obj)
	return loop.Name == "each" && object != nil && object.Kind == program.Name && isLoopTarget(loop, object.Name)
}

// setsCondition is a block that makes the condition of its loop false: done = true.
func setsCondition(block, loop *program.Node) bool {
	condition := loop.Child(program.Condition)
	if block == nil || condition == nil || loop.Name != "while" {
		return false
	}
	return block.Find(func(n *program.Node) bool {
		target := n.Child(program.Target)
		return n.Kind == program.Assign && target != nil && condition.Find(func(part *program.Node) bool {
			return part.Kind == program.Name && part.Name == target.Name
		}) != nil
	}) != nil
}
