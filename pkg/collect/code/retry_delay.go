package code

import (
	"math"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// longestDelay is how long a delay without a bound of its own may grow until the last try,
// in seconds, for it not to count as one without a bound.
const longestDelay = 120

// delay reads how a retry waits, within a node, and within the loop or function that
// counts its tries.
func (u *unit) delay(found *retry, within, counter *program.Node) {
	waits := sleeps(within)
	if len(waits) == 0 {
		found.backoff, found.capped, found.jitter = "none", yes, no
		return
	}
	found.why = "how long it waits is made by what stands elsewhere"
	for _, wait := range waits {
		terms := u.terms(wait, counter)
		grown, certain := u.growth(terms, counter)
		if growthOf(grown) < growthOf(found.backoff) {
			continue
		}
		found.jitter = terms.jitter()
		if !certain && grown != "exponential" {
			found.backoff, found.capped = "", unknown
			if found.jitter == no {
				found.jitter = unknown
			}
			continue
		}
		found.backoff = grown
		found.capped = u.isCapped(found, terms)
	}
}

func growthOf(backoff string) int {
	return strings.Index("none fixed linear exponential", backoff)
}

// sleeps are what a program waits for, of all its waits within a node.
func sleeps(within *program.Node) []*program.Node {
	var found []*program.Node
	within.Walk(func(n *program.Node) bool {
		if n.Kind != program.Call {
			return true
		}
		switch plainName(callee(n)) {
		case "sleep", "delay", "wait", "pause", "timeout", "wait4", "sleepms":
			if first := positional(n, 0); first != nil {
				found = append(found, first)
			}
		case "settimeout":
			if second := positional(n, 1); second != nil {
				found = append(found, second)
			}
			return false
		}
		return true
	})
	return found
}

// terms are an expression and what the variables in it were given, within a function.
type terms struct {
	nodes []*program.Node
	// own are the variables that the expression depends on.
	own map[string]bool
	// foreign says that something in it stands elsewhere.
	foreign bool
}

func (u *unit) terms(expression, counter *program.Node) *terms {
	all := &terms{own: map[string]bool{}}
	u.gather(all, expression, counter, deepest)
	return all
}

func (u *unit) gather(all *terms, expression, counter *program.Node, steps int) {
	if steps == 0 || expression == nil {
		return
	}
	all.nodes = append(all.nodes, expression)
	expression.Walk(func(n *program.Node) bool {
		switch n.Kind {
		case program.Name, program.Member:
			if n.Role != program.Callee && n.Role != program.Obj && !all.own[n.Name] {
				all.own[n.Name] = true
				u.gatherName(all, n, counter, steps)
			}
		case program.Call:
			u.gatherCall(all, n, steps)
		}
		return true
	})
}

func (u *unit) gatherName(all *terms, name, counter *program.Node, steps int) {
	found := u.bindings(name.Name, name)
	if name.Kind == program.Member {
		found = u.attributesOf(name)
	}
	for _, each := range found {
		switch {
		case each.node.Kind == program.Assign && isLoopTarget(counter, name.Name):
		case each.node.Kind == program.Assign:
			all.nodes = append(all.nodes, each.node)
			u.gather(all, each.value, counter, steps-1)
		case each.node.Kind == program.Binding, each.node.Kind == program.Loop && !isCounting(each.node):
			all.foreign = true // made elsewhere, or taken from a table of delays
		}
	}
}

// isCounting says whether a loop goes over numbers.
func isCounting(loop *program.Node) bool {
	switch callee(loop.Child(program.Iterable)) {
	case "range", "count", "enumerate", "keys":
		return true
	default:
		return false
	}
}

func (u *unit) gatherCall(all *terms, call *program.Node, steps int) {
	called := call.Child(program.Callee)
	if called == nil || isArithmetic(called.Name) || isRandom(called.Name) {
		return
	}
	functions := u.called(called)
	if len(functions) == 0 {
		all.foreign = true
	}
	for _, function := range functions {
		u.gather(all, function.Child(program.Body), function, steps-1)
	}
}

func isArithmetic(name string) bool {
	switch plainName(name) {
	case "min", "max", "pow", "float", "int", "round", "floor", "ceil", "abs", "number", "exp2", "exp", "len":
		return true
	default:
		return false
	}
}

func isRandom(name string) bool {
	plain := plainName(name)
	for _, part := range []string{"random", "jitter", "uniform", "randint", "randrange", "betavariate", "triangular"} {
		if strings.Contains(plain, part) {
			return true
		}
	}
	return false
}

func (t *terms) find(fits func(*program.Node) bool) bool {
	for _, node := range t.nodes {
		if node.Find(fits) != nil {
			return true
		}
	}
	return false
}

func (t *terms) jitter() tri {
	switch {
	case t.find(func(n *program.Node) bool { return isRandom(n.Name) && n.Kind != program.String }):
		return yes
	case t.foreign:
		return unknown
	default:
		return no
	}
}

// growth says how a delay grows, and whether all of it was seen.
func (u *unit) growth(all *terms, counter *program.Node) (string, bool) {
	certain := !all.foreign
	if all.find(isPower) || all.find(func(n *program.Node) bool { return isMultiplied(n) }) {
		return "exponential", true
	}
	switch {
	case all.find(func(n *program.Node) bool { return isScaled(n, counter) }):
		return "linear", certain
	case all.find(func(n *program.Node) bool { return n.Kind == program.Subscript }):
		return "", false // a table of delays
	default:
		return "fixed", certain
	}
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
		return part.Kind == program.Operation && part.Name == "*" &&
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
	if found.backoff != "exponential" && found.backoff != "linear" || all.find(isMinimum) {
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

func isMinimum(n *program.Node) bool {
	return n.Kind == program.Call && (plainName(callee(n)) == "min" || plainName(callee(n)) == "clamp") ||
		n.Kind == program.If && n.Find(func(part *program.Node) bool { return part.Kind == program.Assign }) != nil
}

// greatest is about how long the wait before the last try is, in seconds.
func (u *unit) greatest(found *retry, all *terms) float64 {
	base := 1.0
	for _, node := range all.nodes {
		node.Walk(func(n *program.Node) bool {
			if value, ok := u.number(n); ok && n.Kind == program.Number {
				base = math.Max(base, value)
			}
			return true
		})
	}
	if u.language == syntax.TypeScript || u.language == syntax.TSX {
		base = math.Max(base/1000, 1)
	}
	if found.backoff == "linear" {
		return base * float64(found.attempts)
	}
	return base * math.Pow(2, float64(found.attempts-1))
}
