package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// checkedLoop is retryLoop for Go, which has no exceptions: the call gives an error, and
// where that is nil, the loop is left. It is the statement that asks for the error.
func (u *unit) checkedLoop(loop, call *program.Node) *program.Node {
	if test := call.Parent; test.Up(isLoop) == loop && u.leavesWhenTrue(test, call) {
		return test
	}
	assign := call.Up(func(n *program.Node) bool {
		return n.Kind == program.Assign || n == loop || n.Kind == program.Function
	})
	if assign == nil || assign.Kind != program.Assign || assign.Up(isLoop) != loop {
		return nil
	}
	name := errorName(assign)
	if goesOnFor(loop.Child(program.Condition), name) {
		return loop
	}
	var checked *program.Node
	loop.Child(program.Body).Walk(func(n *program.Node) bool {
		if checked != nil || n.Kind == program.Function || n.Kind == program.Loop {
			return false
		}
		if n.Kind == program.If && n.End > assign.End && u.leavesWhenNil(n, name) {
			checked = n
		}
		return true
	})
	return checked
}

// leavesWhenTrue is if stored() { return }.
func (u *unit) leavesWhenTrue(test, call *program.Node) bool {
	return test.Kind == program.If && call.Role == program.Condition && u.saysSuccess(call) &&
		has(test.Child(program.Body), program.Return, program.Break)
}

// saysSuccess says whether a call is of a function of the text that gives back err == nil.
func (u *unit) saysSuccess(call *program.Node) bool {
	for _, function := range u.called(call.Child(program.Callee)) {
		if function.Find(func(n *program.Node) bool {
			return n.Kind == program.Return && len(n.Children) == 1 && isNilCheck(n.Children[0]) && n.Children[0].Name == "=="
		}) != nil {
			return true
		}
	}
	return false
}

// errorName is the last variable on the left of an assignment.
func errorName(assign *program.Node) string {
	target := assign.Child(program.Target)
	if target != nil && target.Kind == program.List && len(target.Children) > 0 {
		target = target.Children[len(target.Children)-1]
	}
	if target == nil {
		return ""
	}
	return target.Name
}

// leavesWhenNil says whether a test of an error leaves the loop where there is none, and
// stays in it where there is one.
func (u *unit) leavesWhenNil(test *program.Node, name string) bool {
	operator := ""
	test.Child(program.Condition).Walk(func(n *program.Node) bool {
		if n.Kind == program.Operation && len(n.Children) == 2 && n.Children[0].Name == name &&
			n.Children[1].Kind == program.Constant {
			operator = n.Name
		}
		return true
	})
	body := test.Child(program.Body)
	if asksOK(test.Child(program.Condition)) {
		return has(body, program.Return, program.Break)
	}
	loop := test.Up(isLoop)
	switch operator {
	case "==":
		return setsCondition(body, loop) || has(body, program.Return, program.Break) || body.Find(leaves(loop)) != nil
	case "!=":
		return staysIn(loop, body) && (ends(test.Child(program.Else)) || endsAfter(test) ||
			setsCondition(test.Child(program.Else), loop))
	default:
		return false
	}
}

// asksOK is codes.OK, the code of what went well.
func asksOK(condition *program.Node) bool {
	return condition.Find(func(n *program.Node) bool { return n.Kind == program.Member && n.Name == "OK" }) != nil
}

// goesToLabel is "continue next", which leaves the loop that it stands in unless that has the label.
func goesToLabel(n *program.Node) bool { return n.Kind == program.Continue && len(n.Children) > 0 }

// leaves knows a continue of a loop that is around another one.
func leaves(loop *program.Node) func(*program.Node) bool {
	return func(n *program.Node) bool { return goesToLabel(n) && !isLabelled(loop, n.First().Name) }
}

// staysIn says whether a loop may go on behind a block in it.
func staysIn(loop, block *program.Node) bool {
	goesOut := leaves(loop)
	goesOn := func(n *program.Node) bool { return n.Kind == program.Continue && !goesOut(n) }
	return block != nil && !doesAlways(block, goesOut) && (!ends(block) || block.Find(goesOn) != nil)
}

// doesAlways says whether something is done whenever a block is.
func doesAlways(block *program.Node, what func(*program.Node) bool) bool {
	return what(block) || block.Kind == program.Block &&
		slices.ContainsFunc(block.Children, func(each *program.Node) bool { return doesAlways(each, what) })
}

func isLabelled(loop *program.Node, name string) bool {
	around := loop.Parent
	return around != nil && around.Kind == program.Other && around.Name == "label" && around.First().Named(name)
}

// endsAfter says whether what follows a statement in its block leaves it.
func endsAfter(statement *program.Node) bool {
	after := false
	for _, each := range statement.Parent.Children {
		if after && ends(each) {
			return true
		}
		after = after || each == statement
	}
	return false
}

// checkedErrors reads which errors a loop of Go goes on after: all that no condition in it
// leaves for.
func (u *unit) checkedErrors(found *retry, loop *program.Node) {
	found.clientErrors, found.rateLimits = yes, yes
	done := false
	loop.Child(program.Body).Walk(func(n *program.Node) bool {
		if done || n.Kind != program.If {
			return !done && n.Kind != program.Function
		}
		tested := u.statuses(n.Child(program.Condition), shallow)
		if tested == nil {
			return true
		}
		done = true
		found.clientErrors, found.rateLimits = u.verdict(tested, n, loop.Child(program.Body), nil)
		return true
	})
	if !done && u.asksElsewhere(loop) {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	if found.clientErrors == unknown {
		found.why = "which errors it repeats is decided by what stands elsewhere"
	}
}

// asksElsewhere says whether a loop leaves for some errors by what is not seen: a function
// that is given the error, or an error of another package that it is compared with.
func (u *unit) asksElsewhere(loop *program.Node) bool {
	return loop.Find(func(n *program.Node) bool {
		if n.Kind != program.If || !has(n.Child(program.Body), program.Return, program.Break) {
			return false
		}
		return n.Child(program.Condition).Find(func(part *program.Node) bool {
			return part.Kind == program.Call && givesError(part) && !ofContext(part) || u.isAnswer(part, loop)
		}) != nil
	}) != nil
}

// isAnswer says whether a variable is what something elsewhere says of the error in a loop:
// wait, again := strategy.Next(err).
func (u *unit) isAnswer(name, loop *program.Node) bool {
	if name.Kind != program.Name || strings.HasPrefix(name.Name, "err") { // err = wrap(err)
		return false
	}
	for _, each := range u.bindings(name.Name, name) {
		if each.value != nil && each.node.Within(loop) && each.value.Kind == program.Call && givesError(each.value) &&
			u.callsElsewhere(each.value) && !ofContext(each.value) && !u.readsError(each.value) {
			return true
		}
	}
	return false
}

// ofContext is errors.Is(err, context.Canceled), which says nothing of what Pinecone answers.
func ofContext(call *program.Node) bool {
	of := positional(call, 1).Child(program.Obj)
	return callee(call) == "Is" && of != nil && of.Name == "context"
}

// readsError knows what only says what an error is: status.Code(err), errors.As(err, &target).
func (u *unit) readsError(call *program.Node) bool {
	module, _ := split(u.origin(call.Child(program.Callee)))
	object := calledOn(call)
	return module == "errors" || object != nil && object.Name == "status" ||
		strings.HasPrefix(module, "google.golang.org/grpc") || strings.HasPrefix(module, "github.com/pinecone-io/")
}
