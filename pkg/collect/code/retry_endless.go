package code

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// endlessly is a number of tries that nobody waits for.
const endlessly = 1e9

// isInfinite says whether a number is so great that what it bounds has no bound: math.inf,
// Infinity, Integer.MAX_VALUE.
func (u *unit) isInfinite(node *program.Node) bool {
	for range deepest {
		if node == nil {
			return false
		}
		switch node.Kind {
		case program.Keyword, program.Entry:
			node = node.Child(program.Value)
			continue
		case program.Call: // float("inf"), timedelta.max, Number("Infinity")
			first := positional(node, 0)
			return first != nil && isOneOf(callee(node), []string{"float", "number", "decimal", "inf"}) &&
				(first.Kind == program.String && isOneOf(first.Name, []string{"inf", "infinity", "+inf", "+infinity"}) ||
					callee(node) == "Inf" && first.Name == "1")
		case program.Name, program.Member:
			if isInfiniteName(node.Name) {
				return true
			}
		}
		if value, ok := u.number(node); ok {
			return value >= endlessly
		}
		node = u.constant(node)
	}
	return false
}

// mayBeInfinite says whether a number is without end in one of the cases that a condition tells apart:
// CI ? 4 : Infinity.
func (u *unit) mayBeInfinite(node *program.Node) bool {
	for range deepest {
		switch {
		case node == nil:
			return false
		case node.Kind == program.Keyword || node.Kind == program.Entry:
			node = node.Child(program.Value)
		case node.Kind == program.Operation && isOneOf(node.Name, []string{"?", "??", "||", "or"}):
			return slices.ContainsFunc(node.Children, func(each *program.Node) bool {
				return each.Role != program.Condition && u.isInfinite(each)
			})
		default:
			node = u.constant(node)
		}
	}
	return false
}

func isInfiniteName(name string) bool {
	return isOneOf(name, []string{"infinity", "inf", "maxsize", "positiveinfinity", "maxsafeinteger", "maxvalue",
		"maxint", "maxint32", "maxint64", "maxuint32", "maxuint64", "intmax"})
}

// bounds says whether a comparison in a condition is with something that has an end.
func (u *unit) bounds(condition *program.Node) bool {
	return condition.Find(func(n *program.Node) bool {
		return isComparison(n) && !u.comparesInfinite(n)
	}) != nil
}

func (u *unit) comparesInfinite(comparison *program.Node) bool {
	for i, each := range comparison.Children {
		if !u.isInfinite(each) {
			continue
		}
		_, isNumber := u.number(each)
		if !isNumber || i == 0 || comparison.Kind != program.Operation || isCountName(comparison.First()) {
			return true
		}
	}
	return false
}

// isCountName says whether something may be how many tries there were: time is counted in billions
// of nanoseconds.
func isCountName(n *program.Node) bool {
	return n.Kind == program.Name &&
		!mentions(plainName(n.Name), "elapsed", "time", "nano", "milli", "wait", "delay", "spent", "passed", "duration")
}

// bounding is the parameter that bounds how often a loop runs, nil where none alone does.
func (u *unit) bounding(loop *program.Node) *program.Node {
	var found *program.Node
	look := func(n *program.Node) {
		for _, each := range n.Children {
			if parameter := u.boundParameter(each); parameter != nil {
				found = parameter
			}
		}
	}
	loop.Child(program.Condition).Walk(func(n *program.Node) bool {
		if isComparison(n) {
			look(n)
		}
		return true
	})
	if iterable := loop.Child(program.Iterable); callee(iterable) == "range" {
		look(iterable)
	}
	if found != nil {
		return found
	}
	loop.Walk(func(n *program.Node) bool {
		if n.Kind == program.If && u.leavesByCount(loop, n) {
			n.Child(program.Condition).Walk(func(part *program.Node) bool {
				if isComparison(part) {
					look(part)
				}
				return true
			})
		}
		return true
	})
	return found
}

// boundParameter is the parameter that a name stands for, also one with a default.
func (u *unit) boundParameter(name *program.Node) *program.Node {
	if name == nil || name.Kind != program.Name {
		return nil
	}
	if found := u.bindings(name.Name, name); len(found) == 1 && found[0].node.Kind == program.Parameter {
		return found[0].node
	}
	return nil
}

// withGiven is the retry of a helper, with the errors and the number of tries that a call of it names
// instead of those that it takes by default.
func (u *unit) withGiven(found *retry, call *program.Node) *retry {
	if found == nil || call == nil || call.Kind != program.Call {
		return found
	}
	own := *found
	if given := u.handedFor(found.types, call); given != nil {
		own.clientErrors, own.rateLimits = u.typesIn(given)
		if own.clientErrors == unknown || own.rateLimits == unknown {
			own.why = "which errors it repeats is decided by what stands elsewhere"
		}
	}
	if given := u.handedFor(found.most, call); given != nil && found.bounded != unknown {
		u.countGiven(&own, given)
	}
	return &own
}

func (u *unit) handedFor(parameter, call *program.Node) *program.Node {
	if parameter == nil {
		return nil
	}
	return givenFor(parameter, call)
}

// countGiven is how often a helper tries by what a call of it gives instead of the default.
func (u *unit) countGiven(own *retry, given *program.Node) {
	usual, known := u.number(own.most.Child(program.Value))
	value, ok := u.number(given)
	switch {
	case u.isInfinite(given):
		own.bounded, own.attempts = no, 0
		if own.in == nil || own.in == u {
			own.endless = given
		}
	case u.mayBeInfinite(given):
		own.bounded, own.attempts = unknown, 0
		own.why = cmp.Or(own.why, "it has no bound in one of two cases")
	case ok && known && own.attempts > 0:
		own.bounded, own.attempts = yes, max(own.attempts-int(usual)+int(value), 0)
	default:
		own.bounded, own.attempts = yes, 0
	}
}
