package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// end is how statements can end: they go on with the next, go on with the next try, or give back
// what is true or false, raise, or leave otherwise.
type end struct{ next, again, met, unmet, raises, leaves tri }

func goesNext() end { return end{next: yes, again: no, met: no, unmet: no, raises: no, leaves: no} }

func endsBy(set func(*end)) end {
	found := goesNext()
	found.next = no
	set(&found)
	return found
}

// then is what comes of statements that follow others.
func (e end) then(other end) end {
	return end{
		next: both(e.next, other.next), again: either(e.again, both(e.next, other.again)),
		met: either(e.met, both(e.next, other.met)), unmet: either(e.unmet, both(e.next, other.unmet)),
		raises: either(e.raises, both(e.next, other.raises)), leaves: either(e.leaves, both(e.next, other.leaves)),
	}
}

// end is what comes of one of two, by a condition.
func (o odds) end(met, unmet end) end {
	return end{
		next: o.choose(met.next, unmet.next), again: o.choose(met.again, unmet.again),
		met: o.choose(met.met, unmet.met), unmet: o.choose(met.unmet, unmet.unmet),
		raises: o.choose(met.raises, unmet.raises), leaves: o.choose(met.leaves, unmet.leaves),
	}
}

// run goes through a statement.
func (t *trial) run(n *program.Node) end {
	if n == nil || n.Kind == program.Function || n.Kind == program.Class {
		return goesNext()
	}
	if *t.work--; *t.work < 0 {
		return end{}
	}
	switch n.Kind {
	case program.Block:
		return t.runAll(n.Children)
	case program.If:
		return t.runAll([]*program.Node{n.Child(program.Init)}).then(
			t.asked(n).end(t.run(n.Child(program.Body)), t.run(n.Child(program.Else))))
	case program.With:
		return t.run(n.Child(program.Body))
	case program.Raise:
		if t.again != nil && t.again.Within(n) { // raise self.retry(exc=error)
			return endsBy(func(e *end) { e.again = yes })
		}
		return endsBy(func(e *end) { e.raises = yes })
	case program.Break:
		return endsBy(func(e *end) { e.leaves = yes })
	case program.Continue:
		return endsBy(func(e *end) { e.again = yes })
	case program.Return:
		return t.runReturn(n)
	case program.Try, program.Loop, program.Other:
		return t.runInner(n)
	default:
		return t.runCalls(n)
	}
}

func (t *trial) runAll(statements []*program.Node) end {
	found := goesNext()
	for _, each := range statements {
		if *t.work < 0 {
			return end{}
		}
		if found.next == no {
			break
		}
		found = found.then(t.run(each))
	}
	return found
}

func (t *trial) runReturn(n *program.Node) end {
	if t.again != nil && t.again.Within(n) {
		return endsBy(func(e *end) { e.again = yes })
	}
	given := sureOf(false)
	if t.place < len(n.Children) {
		given = t.truth(n.Children[t.place])
	}
	return endsBy(func(e *end) { e.met, e.unmet = given.met, given.unmet })
}

// runInner is for statements of which it is not told how often they run: what may leave within
// them may be done or not.
func (t *trial) runInner(n *program.Node) end {
	if n.Kind == program.Try && len(n.All(program.Caught)) == 0 {
		return t.run(n.Child(program.Body)).then(t.run(n.Child(program.Finally)))
	}
	found := goesNext()
	if t.again != nil && t.again.Within(n) {
		found.next, found.again = unknown, unknown
	}
	if has(n, program.Raise) {
		found.raises = unknown
	}
	if has(n, program.Return) {
		found.met, found.unmet, found.next = unknown, unknown, unknown
	}
	return found
}

// runCalls is for what calls functions: the one that tries again, and those of the text that raise
// some errors.
func (t *trial) runCalls(n *program.Node) end {
	if t.again != nil && t.again.Within(n) {
		return endsBy(func(e *end) { e.again = yes })
	}
	if n.Kind != program.Call || n.Role != program.None || n.Child(program.Callee) == nil || logs(shallowCall(n)) {
		return goesNext()
	}
	inner, functions := t.entering(n)
	if len(functions) > 0 && inner != nil {
		ran := inner.run(functions[0].Child(program.Body))
		found := goesNext()
		found.raises, found.next = ran.raises, either(ran.next, either(ran.met, ran.unmet))
		return found
	}
	if isOneOf(callee(n), []string{"abort", "bail"}) {
		return endsBy(func(e *end) { e.raises = yes })
	}
	if t.isGivenError(n) && mentions(plainName(callee(n)), "raise", "throw", "assert", "ensure", "check") {
		return end{again: no, met: no, unmet: no, leaves: no}
	}
	return goesNext()
}

// isGivenError says whether an argument of a call is the error.
func (t *trial) isGivenError(call *program.Node) bool {
	for _, each := range call.All(program.Argument) {
		if t.worth(each).is == theError {
			return true
		}
	}
	return false
}

// entering is a trial of the functions that a call may be of, nil where they are not gone through.
func (t *trial) entering(call *program.Node) (*trial, []*program.Node) {
	functions := t.u.called(call.Child(program.Callee))
	if len(functions) != 1 || t.calls == 0 || call.Within(functions[0]) {
		return nil, functions
	}
	inner := *t
	inner.calls, inner.again, inner.within = t.calls-1, nil, functions[0]
	inner.place, inner.wanted = t.wanted, 0
	inner.given = map[*program.Node]worth{}
	parameters := functions[0].All(program.Param)
	if len(parameters) > 0 && isSelf(parameters[0].Name) {
		parameters = parameters[1:]
	}
	for place, parameter := range parameters {
		if given := positional(call, place); given != nil {
			inner.given[parameter] = t.worth(given)
		}
	}
	return &inner, functions
}

// asked is the condition of an if, also of one that stands for a case of a switch.
func (t *trial) asked(test *program.Node) odds {
	condition := test.Child(program.Condition)
	if condition == nil {
		return openOdds()
	}
	if condition.Kind != program.List {
		return t.truth(condition)
	}
	subject := switched(test)
	return t.anyOf(condition, func(label *program.Node) odds {
		if subject == nil || label.Kind == program.Operation && len(label.Children) == 2 {
			return t.truth(label) // switch { case code == 429: }
		}
		return t.matches(t.worth(subject), label)
	})
}

// anyOf is whether one of some labels fits.
func (t *trial) anyOf(labels *program.Node, fits func(*program.Node) odds) odds {
	found := sureOf(false)
	for _, each := range labels.Children {
		if each.Kind == program.Other || each.Kind == program.List {
			found = found.or(t.anyOf(each, fits))
			continue
		}
		found = found.or(fits(each))
	}
	return found
}

// switched is what the switch asks for that an if is a case of, nil where it asks for nothing.
func switched(test *program.Node) *program.Node {
	for test.Parent != nil && test.Parent.Kind == program.If && test.Role == program.Else {
		test = test.Parent
	}
	if first := test.Parent.First(); first != test {
		return first
	}
	return nil
}
