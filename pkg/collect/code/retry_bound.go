package code

import (
	"math"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// boundOf says whether a loop ends, and after how many rounds.
func (u *unit) boundOf(loop *program.Node) (tri, int) {
	switch loop.Name {
	case "each":
		return u.boundOfEach(loop)
	case "for":
		condition := loop.Child(program.Condition)
		if condition == nil || condition.Kind == program.Constant || isNilCheck(condition) ||
			compares(condition) && !u.bounds(condition) {
			return u.exits(loop)
		}
		if condition.Find(u.comparesOpen) != nil {
			return unknown, 0
		}
		return yes, u.steps(loop, u.roundsFrom(loop.Child(program.Init), condition))
	default:
		condition := loop.Child(program.Condition)
		if u.bounds(condition) || !compares(condition) && u.counts(loop, condition) || condition.Find(isClock) != nil {
			return yes, u.rounds(condition)
		}
		if condition.Find(u.asksForTries) != nil {
			return unknown, 0
		}
		return u.exits(loop)
	}
}

func (u *unit) boundOfEach(loop *program.Node) (tri, int) {
	iterable := loop.Child(program.Iterable)
	if u.isInfinite(iterable) {
		return u.exits(loop)
	}
	if value, ok := u.number(iterable); ok {
		return yes, int(value) // for range 3
	}
	if list := u.delaysOf(loop); list != nil {
		return yes, len(list)
	}
	if iterable == nil || iterable.Kind != program.Call {
		return yes, 0
	}
	if isEndless(loop) {
		return u.exits(loop)
	}
	if callee(iterable) == "range" && u.comparesInfinite(iterable) {
		return u.exits(loop)
	}
	if callee(iterable) == "range" {
		last, ok := u.number(positional(iterable, 0))
		if second := positional(iterable, 1); second != nil {
			end, known := u.number(second)
			last, ok = end-last, ok && known
		}
		if ok {
			return yes, int(last)
		}
	}
	return yes, 0
}

// isEndless says whether what a loop goes over never ends.
func isEndless(loop *program.Node) bool {
	iterable := loop.Child(program.Iterable)
	return iterable != nil && iterable.Kind == program.Call &&
		isOneOf(callee(iterable), []string{"count", "repeat", "cycle"})
}

// rounds is the number that a condition such as i < 5 compares with.
func (u *unit) rounds(condition *program.Node) int {
	rounds := 0
	condition.Walk(func(n *program.Node) bool {
		if n.Kind != program.Operation || len(n.Children) != 2 {
			return true
		}
		value, ok := u.number(n.Children[1])
		switch {
		case !ok || rounds > 0:
		case n.Name == "<", n.Name == "!=":
			rounds = int(value)
		case n.Name == "<=":
			rounds = int(value) + 1
		}
		return true
	})
	return rounds
}

// roundsFrom counts from where a loop begins: 5 of for (let i = 1; i <= 5; i++).
func (u *unit) roundsFrom(init, condition *program.Node) int {
	rounds := u.rounds(condition)
	isCounter := func(name string) bool {
		return condition.Find(func(n *program.Node) bool {
			if n.Kind != program.Operation || len(n.Children) != 2 || !n.First().Named(name) {
				return false
			}
			_, ok := u.number(n.Children[1])
			return ok
		}) != nil
	}
	from := init.Find(func(n *program.Node) bool {
		target := n.Child(program.Target)
		return n.Kind == program.Assign && target != nil && target.Name != "" && isCounter(target.Name)
	})
	if from == nil {
		return rounds
	}
	first, ok := u.number(from.Child(program.Value))
	if !ok {
		return 0
	}
	return max(rounds-int(first), 0)
}

// steps is how often a loop runs over a number of rounds, of which its update takes several at
// once: wait += 500. Zero where that is not told.
func (u *unit) steps(loop *program.Node, rounds int) int {
	update := loop.Child(program.Update)
	value, counter := update.Child(program.Value), update.Child(program.Target)
	if value == nil || counter == nil || update.Name == "=" && value.Find(named(counter.Name)) == nil {
		return rounds // i++, or what is tried itself
	}
	step, ok := u.number(value)
	switch {
	case !ok || step <= 0 || update.Name != "+=" && update.Name != "-=":
		return 0
	default:
		return int(math.Ceil(float64(rounds) / step))
	}
}

// comparesOpen is i < (CI ? 4 : Infinity).
func (u *unit) comparesOpen(n *program.Node) bool {
	return isComparison(n) && slices.ContainsFunc(n.Children, u.mayBeInfinite)
}

func compares(condition *program.Node) bool { return condition.Find(isComparison) != nil }

func isComparison(n *program.Node) bool {
	return n.Kind == program.Operation && strings.ContainsAny(n.Name, "<>") && n.Name != "=>" && n.Name != "<<"
}

// counts says whether the condition of a loop is a counter that the loop changes: while
// (retries--), while retries: … retries -= 1.
func (u *unit) counts(loop, condition *program.Node) bool {
	return condition.Find(func(n *program.Node) bool {
		return (n.Kind == program.Name || n.Kind == program.Member) && isCounted(loop, n.Name)
	}) != nil
}

// isCounted says whether a variable is counted up or down within a node: also a parameter, in
// the call by which its function tries again.
func isCounted(within *program.Node, name string) bool {
	return within.Find(func(n *program.Node) bool {
		if n.Kind == program.Call && within.Kind == program.Function && callee(n) == ownName(within) {
			return handsOnCounted(n, name)
		}
		if n.Kind != program.Assign {
			return false
		}
		target := n.Child(program.Target)
		if target == nil || target.Name != name {
			return false
		}
		if n.Name == "+=" || n.Name == "-=" {
			return true
		}
		value := n.Child(program.Value)
		return value != nil && value.Kind == program.Operation && (value.Name == "+" || value.Name == "-") &&
			value.Find(func(part *program.Node) bool { return part.Name == name }) != nil
	}) != nil
}

// handsOnCounted is again(attempt + 1).
func handsOnCounted(call *program.Node, name string) bool {
	return slices.ContainsFunc(call.All(program.Argument), func(given *program.Node) bool {
		return given.Kind == program.Operation && (given.Name == "+" || given.Name == "-") && given.First().Named(name)
	})
}

// asksForTries is backoff.left(), which stands elsewhere.
func (u *unit) asksForTries(n *program.Node) bool {
	object := calledOn(n)
	return u.callsElsewhere(n) && (soundsLikeRetry(callee(n)) || object != nil && soundsLikeRetry(object.Name))
}

func (u *unit) callsElsewhere(n *program.Node) bool {
	called := n.Child(program.Callee)
	return n.Kind == program.Call && called != nil && len(u.called(called)) == 0
}

func isLoopTarget(loop *program.Node, name string) bool {
	for _, target := range loop.All(program.Target) {
		if target.Name == name {
			return true
		}
	}
	return false
}

// isClock knows the names of what ends by itself: a deadline, a context.
func isClock(n *program.Node) bool {
	if n.Kind != program.Name && n.Kind != program.Member {
		return false
	}
	switch plainName(n.Name) {
	case "iscancellationrequested", "aborted", "utcnow", "deadline", "elapsed", "starttime", "endtime", "monotonic", "now",
		"perfcounter":
		return true
	default:
		return n.Kind == program.Member && n.Name == "Err" // ctx.Err()
	}
}
