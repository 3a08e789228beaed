package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// golangFunction is a function of Go that tries a call again without a loop around it.
func (u *unit) golangFunction(function, call *program.Node, name string) *retry {
	if function.End-function.Start > longestLoop {
		return u.runAgain(function)
	}
	return firstOf(
		func() *retry { return u.triedUntilNone(function, call) },
		func() *retry { return u.calledTwice(function, call) },
		func() *retry { return golangRecursion(function, name) },
		func() *retry { return jumpsBack(function, call) },
		func() *retry { return queuedAgain(call) },
		func() *retry { return u.waitsAndGoesOn(call) },
		func() *retry { return u.runAgain(function) },
	)
}

// golangRecursion is a function that calls itself where there is an error: that it tries
// again is told, and how is not.
func golangRecursion(function *program.Node, name string) *retry {
	if name == "" {
		return nil
	}
	again := function.Find(func(n *program.Node) bool {
		object := calledOn(n)
		if object != nil && object.Kind == program.Member {
			return false // s.fallback.Search(), which is another one of the same name
		}
		return n.Kind == program.Call && callee(n) == name && (underError(n) || afterSuccess(n))
	})
	if again == nil {
		return nil
	}
	return opaque("recursion", again)
}

// underError says whether a node stands in what is done about an error, or where there is none.
func underError(node *program.Node) bool {
	return node.Up(func(n *program.Node) bool {
		other := n.Child(program.Else)
		return asksError(n) && (node.Within(n.Child(program.Body)) || other != nil && node.Within(other))
	}) != nil
}

func asksError(n *program.Node) bool {
	return n.Kind == program.If && n.Child(program.Condition).Find(func(part *program.Node) bool {
		return part.Kind == program.Name && strings.HasPrefix(strings.ToLower(part.Name), "err")
	}) != nil
}

// afterSuccess says whether a node comes after "if err == nil { return }".
func afterSuccess(node *program.Node) bool {
	function := enclosing(node)
	for outer := enclosing(function); outer != nil; outer = enclosing(outer) {
		function = outer // time.AfterFunc(wait, func() { f() })
	}
	return function.Find(func(n *program.Node) bool {
		return asksError(n) && n.End < node.Start && has(n.Child(program.Body), program.Return) &&
			n.Child(program.Condition).Find(func(part *program.Node) bool {
				return isNilCheck(part) && part.Name == "=="
			}) != nil
	}) != nil
}

// jumpsBack is "goto again" behind a call that stands under the label.
func jumpsBack(function, call *program.Node) *retry {
	again := function.Find(func(n *program.Node) bool {
		return n.Kind == program.Other && n.Name == "goto" && n.Start > call.End && len(n.Children) > 0 &&
			function.Find(func(label *program.Node) bool {
				return label.Kind == program.Other && label.Name == "label" && label.Start <= call.Start &&
					label.First().Named(n.Children[0].Name)
			}) != nil
	})
	if again == nil {
		return nil
	}
	return opaque("goto", again)
}

// queuedAgain is a loop over a channel that what failed is sent to again, and a message that
// is to come again after a while.
func queuedAgain(call *program.Node) *retry {
	later := enclosing(call).Find(func(n *program.Node) bool {
		return isOneOf(callee(n), []string{"nakwithdelay", "nackwithdelay", "requeueafter"}) && n.Up(asksError) != nil
	})
	if later != nil {
		return opaque("queue", later)
	}
	loop := call.Up(func(n *program.Node) bool { return n.Kind == program.Loop || n.Kind == program.Function })
	iterable := loop.Child(program.Iterable)
	if iterable == nil || iterable.Name == "" {
		return nil
	}
	again := loop.Find(func(n *program.Node) bool {
		return n.Kind == program.Other && n.Name == "send" && n.First().Named(iterable.Name) && n.Up(asksError) != nil
	})
	if again == nil {
		return nil
	}
	return opaque("queue", again)
}

// waitsAndGoesOn is a loop over nothing that waits where a call failed, and goes on: with the
// same, or with what comes next.
func (u *unit) waitsAndGoesOn(call *program.Node) *retry {
	loop := call.Up(func(n *program.Node) bool { return n.Kind == program.Loop || n.Kind == program.Function })
	if loop == nil || loop.Kind != program.Loop || loop.Name == "each" || loop.Child(program.Update) != nil {
		return nil
	}
	waits := loop.Find(func(n *program.Node) bool {
		body := n.Child(program.Body)
		return asksError(n) && n.End > call.Start && has(body, program.Continue) && len(u.sleeps(body)) > 0
	})
	if waits == nil {
		return nil
	}
	return opaque("loop", waits)
}

// givenBack is left = f(left) in a loop: f is given again what it did not get done.
func givenBack(call *program.Node) bool {
	assign := call.Parent
	if assign == nil || assign.Kind != program.Assign || assign.Up(isLoop) == nil {
		return false
	}
	for _, each := range call.All(program.Argument) {
		for _, target := range assign.All(program.Target) {
			if each.Kind == program.Name && target.Kind == program.Name && each.Name == target.Name {
				return true
			}
		}
	}
	return false
}

// calledTwice is a call that is made once more where it failed: if err != nil { f() }.
func (u *unit) calledTwice(function, call *program.Node) *retry {
	other := u.sameCall(function, call)
	if other == nil || enclosing(other) != enclosing(call) {
		return nil
	}
	first, second := call, other
	if second.Start < first.Start {
		first, second = second, first
	}
	test := second.Up(func(n *program.Node) bool { return asksError(n) && second.Within(n.Child(program.Body)) })
	if test == nil || first.Within(test.Child(program.Body)) || test.Up(isLoop) != first.Up(isLoop) ||
		test.Child(program.Condition).Find(func(n *program.Node) bool { return n.Name == "!=" && isNilCheck(n) }) == nil {
		return nil
	}
	found := plain("a second call")
	found.node, found.bounded, found.attempts = second, yes, 2
	u.delay(found, test.Child(program.Body), function)
	found.logged = is(logs(test.Child(program.Body)))
	if inner := second.Up(func(n *program.Node) bool {
		return n.Kind == program.If && u.statuses(n.Child(program.Condition), shallow) != nil
	}); inner != nil {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	return found
}
