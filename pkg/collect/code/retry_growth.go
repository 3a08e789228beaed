package code

import (
	"math"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// growth says how a delay grows, and whether all of it was seen.
func (u *unit) growth(all *terms, counter *program.Node) (string, bool) {
	certain := !all.foreign
	if all.find(isPower) || all.find(isMultiplied) {
		return "exponential", true
	}
	if len(all.table) > 0 {
		return growthOfList(all.table), certain
	}
	switch {
	case all.find(func(n *program.Node) bool { return isScaled(n, counter) }):
		return "linear", certain
	case all.find(func(n *program.Node) bool { return n.Kind == program.Subscript && !u.isByError(n, counter) }):
		return "", false // a table of delays
	default:
		return "fixed", certain
	}
}

// isByError says whether a delay is taken from an object that is written out, by something
// other than the number of the attempt.
func (u *unit) isByError(delay, counter *program.Node) bool {
	value, index := u.constant(delay.Child(program.Obj)), delay.Child(program.Index)
	return value != nil && value.Kind == program.Object && index.Find(func(n *program.Node) bool {
		return n.Kind == program.Name && (isLoopTarget(counter, n.Name) || isCounted(counter, n.Name))
	}) == nil
}

func isPower(n *program.Node) bool {
	switch n.Kind {
	case program.Operation:
		return n.Name == "**" || n.Name == "<<"
	case program.Call:
		name := plainName(callee(n))
		return name == "pow" || name == "exp2" || name == "exp"
	case program.Assign:
		return n.Name == "*=" || n.Name == "<<=" || n.Name == "**="
	default:
		return false
	}
}

// isMultiplied is delay = delay * 2, also within min(…).
func isMultiplied(n *program.Node) bool {
	if n.Kind != program.Assign {
		return false
	}
	target, value := n.Child(program.Target), n.Child(program.Value)
	return target != nil && value.Find(func(part *program.Node) bool {
		return (part.Kind == program.Operation && part.Name == "*" || callee(part) == "multipliedBy") &&
			part.Find(func(own *program.Node) bool { return own.Name == target.Name && own.Kind == target.Kind }) != nil
	}) != nil
}

// isScaled is a delay that grows by the same with each try: 2 * attempt, delay += 1.
func isScaled(n, counter *program.Node) bool {
	if n.Kind == program.Assign && n.Name == "+=" {
		return true
	}
	return n.Kind == program.Operation && (n.Name == "*" || n.Name == "+") && n.Find(func(part *program.Node) bool {
		return part.Kind == program.Name && (isLoopTarget(counter, part.Name) || isCounted(counter, part.Name))
	}) != nil
}

func (u *unit) isCapped(found *retry, all *terms) tri {
	if found.backoff != "exponential" && found.backoff != "linear" || all.find(isMinimum) || all.find(isClamped) {
		return yes
	}
	switch {
	case found.bounded == no:
		return no
	case found.attempts == 0:
		return unknown
	}
	return is(u.greatest(found, all) <= longestDelay)
}

// isClamped is "if delay > most { delay = most }", and "if delay < most { delay *= 2 }".
func isClamped(n *program.Node) bool {
	if n.Kind != program.Assign {
		return false
	}
	test := n.Up(func(up *program.Node) bool { return up.Kind == program.If || up.Kind == program.Loop })
	target := n.Child(program.Target)
	if n.Name != "=" && test.Child(program.Condition).Find(func(part *program.Node) bool {
		return part.Kind == program.Operation && (part.Name == "<" || part.Name == "<=") &&
			target != nil && part.First().Named(target.Name)
	}) == nil {
		return false
	}
	return test != nil && test.Kind == program.If && target != nil && compares(test.Child(program.Condition)) &&
		test.Child(program.Condition).Find(func(part *program.Node) bool { return part.Name == target.Name }) != nil
}

func isMinimum(n *program.Node) bool {
	return n.Kind == program.Call && (plainName(callee(n)) == "min" || plainName(callee(n)) == "clamp") ||
		n.Kind == program.If && n.Find(func(part *program.Node) bool { return part.Kind == program.Assign }) != nil
}

// unitOf is how many seconds a number stands for, where a call around it says so.
func unitOf(number *program.Node) float64 {
	if number.Up(func(n *program.Node) bool { return mentions(callee(n), "Millis") }) != nil {
		return 1.0 / 1000
	}
	if number.Up(func(n *program.Node) bool { return mentions(callee(n), "Minutes") }) != nil {
		return 60
	}
	return 1
}

// inMilliseconds says whether the numbers of a delay are milliseconds.
func (u *unit) inMilliseconds(all *terms) bool {
	if isBuilt(u.language) {
		return !all.find(func(n *program.Node) bool { return mentions(n.Name, "Seconds", "SECONDS", "Millis", "Minutes") })
	}
	return isScript(u.language) || all.find(func(n *program.Node) bool { return n.Name == "Millisecond" })
}

// greatest is about how long the wait before the last try is, in seconds.
func (u *unit) greatest(found *retry, all *terms) float64 {
	base := 1.0
	for _, node := range all.nodes {
		node.Walk(func(n *program.Node) bool {
			if n.Kind == program.Call && isRandom(callee(n)) {
				return false
			}
			if value, ok := u.number(n); ok && n.Kind == program.Number {
				base = math.Max(base, value*unitOf(n))
			}
			return true
		})
	}
	if u.inMilliseconds(all) {
		base = math.Max(base/1000, 1)
	}
	if callee(all.nodes[0].Parent) == "parkNanos" {
		base /= 1e6
	}
	if found.backoff == "linear" {
		return base * float64(found.attempts)
	}
	return base * math.Pow(2, float64(found.attempts-1))
}
