package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// retryLoop is the try statement in a loop that makes the loop try a call again: what goes
// well leaves the loop, and an error does not. One within it that hands the error on, as after a
// line in the log, decides nothing. It is nil for a loop that goes on with the next element.
func (u *unit) retryLoop(loop, call *program.Node) *program.Node {
	if loop.Name == "comprehension" || loop.End-loop.Start > longestLoop || u.isByBatch(loop) {
		return nil
	}
	if u.language == syntax.Go {
		return u.checkedLoop(loop, call)
	}
	if u.language == syntax.Java {
		call = awaited(call, loop)
	}
	try := tryAround(call, loop)
	for range deepest {
		if try == nil || goesOn(try) || !u.handsOnErrors(try) {
			break
		}
		try = tryAround(try, loop)
	}
	if try == nil || !goesOn(try) || !u.leavesOnSuccess(loop, try) {
		return nil
	}
	return try
}

// tryAround is the nearest try statement around the body of which a node is a part, in a round of a
// loop.
func tryAround(node, loop *program.Node) *program.Node {
	try := node.Up(func(n *program.Node) bool {
		return n.Kind == program.Loop || n.Kind == program.Function || n.Kind == program.Try && inBody(node, n)
	})
	if try == nil || try.Kind != program.Try || try.Up(isLoop) != loop {
		return nil
	}
	return try
}

// longestLoop bounds what can be a loop that tries again, in bytes.
const longestLoop = 16 << 10

func isLoop(n *program.Node) bool { return n.Kind == program.Loop }

func inBody(node, try *program.Node) bool {
	for up := node; up != nil && up != try; up = up.Parent {
		if up.Parent == try {
			return up.Role == program.Body
		}
	}
	return false
}

// goesOn says whether some error of a try statement does not leave the loop.
func goesOn(try *program.Node) bool {
	return slices.ContainsFunc(try.All(program.Caught), func(handler *program.Node) bool {
		return handlerGoesOn(handler) && !sendsLess(handler)
	})
}

func handlerGoesOn(handler *program.Node) bool {
	body := handler.Child(program.Body)
	return body != nil && (!ends(body) || has(body, program.Continue))
}

// ends says whether a block always leaves what it stands in.
func ends(block *program.Node) bool {
	if block == nil {
		return false
	}
	switch block.Kind {
	case program.Return, program.Raise, program.Break:
		return true
	case program.If:
		return ends(block.Child(program.Body)) && ends(block.Child(program.Else))
	case program.Block:
		return slices.ContainsFunc(block.Children, ends)
	}
	return false
}

// has says whether there is a node of a kind in another, not counting functions and loops
// within it.
func has(within *program.Node, kinds ...program.Kind) bool {
	found := false
	first := true
	within.Walk(func(n *program.Node) bool {
		if !first && (n.Kind == program.Function || n.Kind == program.Loop) {
			return false
		}
		first = false
		for _, kind := range kinds {
			found = found || n.Kind == kind
		}
		return !found
	})
	return found
}

// leavesOnSuccess says whether the loop ends when nothing went wrong.
func (u *unit) leavesOnSuccess(loop, try *program.Node) bool {
	body := try.Child(program.Body)
	if leavesWell(body) || ends(body) || ends(try.Child(program.Else)) ||
		body.Find(goesToLabel) != nil {
		return true
	}
	after := false
	statement := try
	for statement.Parent != nil && statement.Parent.Kind != program.Block {
		statement = statement.Parent
	}
	if block := statement.Parent; block != nil && block.Within(loop) {
		for _, each := range block.Children {
			after = after || each == statement
			if after && each != statement && (ends(each) || leavesWithResult(each, try)) {
				return true
			}
		}
	}
	return asksForChanged(loop.Child(program.Condition), try) // while not done
}

// leavesWell says whether the body of a try statement leaves the loop, other than in what handles an
// error within it.
func leavesWell(body *program.Node) bool {
	leaves := false
	body.Walk(func(n *program.Node) bool {
		switch n.Kind {
		case program.Function, program.Loop, program.Handler:
			return false
		case program.Return, program.Break:
			leaves = true
		}
		return !leaves
	})
	return leaves
}

// leavesWithResult knows "if found: break" behind what assigns found.
func leavesWithResult(statement, try *program.Node) bool {
	return statement.Kind == program.If && ends(statement.Child(program.Body)) &&
		!has(statement.Child(program.Body), program.Raise) && asksForChanged(statement.Child(program.Condition), try)
}

// asksForChanged says whether a condition has a variable that the body of a try statement
// assigns.
func asksForChanged(condition, try *program.Node) bool {
	if condition == nil {
		return false
	}
	changed := map[string]bool{}
	change := func(n *program.Node) bool {
		if n.Kind == program.Assign {
			for _, target := range n.All(program.Target) {
				changed[target.Name] = true
			}
		}
		return n.Kind != program.Function
	}
	try.Child(program.Body).Walk(change)
	for _, handler := range try.All(program.Caught) {
		kept := handler.Find(func(n *program.Node) bool { // while error != null: … error = e
			value := n.Child(program.Value)
			return n.Kind == program.Assign && handler.Name != "" && value != nil && value.Name == handler.Name
		})
		if kept != nil {
			kept.Walk(change)
		}
	}
	return condition.Find(func(n *program.Node) bool {
		return (n.Kind == program.Name || n.Kind == program.Member) && changed[n.Name]
	}) != nil
}

// handwritten reads a loop that tries again.
func (u *unit) handwritten(loop, try *program.Node) *retry {
	if found, asked := u.loops[try]; asked {
		return found
	}
	found := &retry{present: yes, by: "loop", node: loop}
	found.bounded, found.attempts = u.boundOf(loop)
	found.most = u.bounding(loop)
	u.delay(found, loop, loop)
	if found.backoff == "none" {
		u.delayBetween(found, loop)
	}
	if u.language == syntax.Go {
		u.checked(found, loop, try)
	} else {
		found.bounded = u.boundOfErrors(found.bounded, loop, try)
		u.errors(found, try)
		logged := func(n *program.Node) bool { return isLog(n) && !isLast(n, loop) }
		found.logged = is(loop.Find(logged) != nil || u.addsToCounter(loop) || u.tellsLogger(loop))
		u.decided(found, try)
	}
	if iterable := loop.Child(program.Iterable); found.logged == no && iterable != nil && u.asksForTries(iterable) {
		found.logged = unknown // what numbers the tries may tell of them
	}
	u.loops[try] = found
	return found
}

// isLast says whether what a loop does is done only where it ends: if last { log; throw }.
func isLast(node, loop *program.Node) bool {
	for up := node; up != loop && up.Parent != nil; up = up.Parent {
		if up.Parent.Kind == program.If && up.Role != program.Condition && ends(up) {
			return true
		}
	}
	return false
}

// delayBetween reads the delay of a function that numbers the tries of a loop and waits
// before each.
func (u *unit) delayBetween(found *retry, loop *program.Node) {
	iterable := loop.Child(program.Iterable)
	if value := u.constant(iterable); value != nil {
		iterable = value
	}
	if iterable == nil || iterable.Kind != program.Call || iterable.Child(program.Callee) == nil {
		return
	}
	if u.asksForTries(iterable) {
		found.backoff, found.capped, found.jitter = "", unknown, unknown
		found.why = "how long it waits is for what numbers its tries to say"
		return
	}
	for _, function := range u.called(iterable.Child(program.Callee)) {
		if len(u.sleeps(function)) > 0 {
			u.delay(found, function, function)
			return
		}
	}
}
