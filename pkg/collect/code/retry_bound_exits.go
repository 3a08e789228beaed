package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// exits says whether a loop without a bound of its own leaves by a comparison: if attempt
// >= most: raise. It also says after how many rounds, zero where that is not known.
func (u *unit) exits(loop *program.Node) (tri, int) {
	if loop.Find(stops) != nil {
		return unknown, 0
	}
	ends := loop.Find(func(n *program.Node) bool { return u.leavesByCount(loop, n) })
	switch {
	case ends != nil:
	case u.failsAtEnd(loop):
		return yes, 0
	case u.asksToEnd(loop), u.asksForRest(loop):
		return unknown, 0
	}
	return is(ends != nil), u.roundsUntil(loop, ends.Child(program.Condition), shallow)
}

// leavesByCount says whether a test ends a loop by what it counts, or by a clock.
func (u *unit) leavesByCount(loop, n *program.Node) bool {
	if n.Kind == program.Handler { // catch (…) when (attempt < most)
		return n.Child(program.Condition).Find(func(part *program.Node) bool {
			return part.Kind == program.Name && isCounted(loop, part.Name)
		}) != nil
	}
	if n.Kind != program.If || !has(n, program.Raise, program.Return, program.Break) && !goesOnElseLeaves(n) {
		return false
	}
	return n.Child(program.Condition).Find(func(part *program.Node) bool {
		name := part.Kind == program.Name || part.Kind == program.Member
		return name && !u.comparesInfinite(part.Parent) &&
			(u.isOfCount(loop, part) || isClock(part) || u.runsOut(loop, part))
	}) != nil
}

// mostAsked bounds how many parts of a condition are asked for what a loop counts.
const mostAsked = 64

// roundsUntil is the number that a condition compares with by which a loop ends: attempt >= 5.
func (u *unit) roundsUntil(loop, condition *program.Node, steps int) int {
	rounds, asked := 0, 0
	condition.Walk(func(n *program.Node) bool {
		if asked++; asked > mostAsked {
			return false
		}
		if n.Kind == program.Name && rounds == 0 && steps > 0 {
			if value := u.constant(n); value != nil && value.Kind == program.Operation {
				rounds = u.roundsUntil(loop, value, steps-1)
			}
		}
		if n.Kind != program.Operation || len(n.Children) != 2 || rounds > 0 ||
			n.First().Kind != program.Name || !isCounted(loop, n.First().Name) {
			return true
		}
		switch value, ok := u.number(n.Children[1]); {
		case !ok:
		case n.Name == ">=":
			rounds = int(value)
		case n.Name == ">":
			rounds = int(value) + 1
		}
		return true
	})
	return rounds
}

// isOfCount says whether a name is that of what a loop counts, or stands for a test of it:
// last = attempt >= most.
func (u *unit) isOfCount(loop, name *program.Node) bool {
	if isCounted(loop, name.Name) || isLoopTarget(loop, name.Name) {
		return true
	}
	return name.Kind == program.Name && slices.ContainsFunc(u.bindings(name.Name, name), func(each binding) bool {
		return each.value != nil && each.value.Within(loop) && compares(each.value) &&
			each.value.Find(func(part *program.Node) bool {
				return part.Kind == program.Name && (isCounted(loop, part.Name) || isLoopTarget(loop, part.Name))
			}) != nil
	})
}

// asksToEnd says whether a loop leaves where something that stands elsewhere says so, and
// not for what the error is: if not budget.take(): raise.
func (u *unit) asksToEnd(loop *program.Node) bool {
	return loop.Find(func(handler *program.Node) bool {
		return handler.Kind == program.Handler && handler.Find(func(n *program.Node) bool {
			if n.Kind != program.If || !has(n.Child(program.Body), program.Raise, program.Return, program.Break) {
				return false
			}
			condition := n.Child(program.Condition)
			return condition.Find(u.callsElsewhere) != nil && u.statuses(condition, shallow) == nil &&
				condition.Find(func(part *program.Node) bool {
					return part.Kind == program.Name && part.Name == handler.Name
				}) == nil
		}) != nil
	}) != nil
}

// goesOnElseLeaves is "if left > 0 { continue }", and a throw behind it.
func goesOnElseLeaves(test *program.Node) bool {
	return has(test.Child(program.Body), program.Continue) && ends(test.Parent)
}

// stops is a test of what a backoff of a library says: if (next == BackOff.STOP) throw e.
func stops(n *program.Node) bool {
	return n.Kind == program.If && has(n, program.Raise, program.Return, program.Break) &&
		n.Child(program.Condition).Find(func(part *program.Node) bool { return part.Name == "STOP" }) != nil
}
