package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// boundOfErrors is what is left of the bound of a loop where one of its handlers goes around it: an
// error that is sent back before the tries are counted, or before their count is looked at.
func (u *unit) boundOfErrors(bounded tri, loop, try *program.Node) tri {
	if bounded != yes {
		return bounded
	}
	bounds := u.boundsOf(loop)
	for _, handler := range try.All(program.Caught) {
		if !handlerGoesOn(handler) || handler.Child(program.Condition) != nil {
			continue
		}
		again := u.takenBack(loop, handler)
		for _, each := range bounds {
			around := &round{u: u, loop: loop, handler: handler, bounds: each}
			again = max(again, around.begins(try))
		}
		if client, limits := u.caught(handler); client == unknown && limits == unknown {
			again = min(again, perhaps)
		}
		switch again {
		case surely:
			return no
		case perhaps:
			bounded = unknown
		case never:
		}
	}
	return bounded
}

// boundsOf are what an error must meet in each round of a loop for that to end: where the loop
// counts, and where it asks for the count.
func (u *unit) boundsOf(loop *program.Node) [][]*program.Node {
	counts, leaves := u.countsAndLeaves(loop)
	condition, update := loop.Child(program.Condition), loop.Child(program.Update)
	switch {
	case loop.Name == "each" && !isEndless(loop), condition != nil && update != nil:
		return nil
	case loop.Name == "each", update != nil:
		return [][]*program.Node{leaves}
	case u.counts(loop, condition):
		return [][]*program.Node{counts}
	case compares(condition) || condition.Find(isClock) != nil:
		return nil
	default:
		return [][]*program.Node{counts, leaves}
	}
}

// countsAndLeaves are where a loop counts, or else uses up what it waits for, and where it asks.
func (u *unit) countsAndLeaves(loop *program.Node) (counts, leaves []*program.Node) {
	var uses []*program.Node
	loop.Walk(func(n *program.Node) bool {
		target := n.Child(program.Target)
		isCount := n.Kind == program.Assign && target != nil && target.Name != "" && isCounted(n, target.Name)
		isTest := u.leavesByCount(loop, n)
		if isCount || isTest && n.Child(program.Condition).Find(isClock) != nil {
			counts = append(counts, n)
		}
		if u.usesUp(n) {
			uses = append(uses, n)
		}
		if isTest {
			leaves = append(leaves, n)
		}
		return true
	})
	if len(counts) == 0 {
		counts = uses
	}
	return counts, leaves
}

// takenBack says whether a handler takes back what the loop counts: attempt--.
func (u *unit) takenBack(loop, handler *program.Node) chance {
	update := loop.Child(program.Update)
	back := handler.Find(func(n *program.Node) bool {
		target, counted := n.Child(program.Target), update.Child(program.Target)
		return n.Kind == program.Assign && target != nil && counted.Named(target.Name) &&
			(n.Name == "-=" && update.Name == "+=" || n.Name == "+=" && update.Name == "-=")
	})
	bounds := func(n *program.Node) bool { return n == handler || u.leavesByCount(loop, n) || bindsItself(n) }
	switch {
	case back == nil:
		return never
	case back.Up(bounds) != handler:
		return perhaps
	default:
		return surely
	}
}

// chance is whether the text comes to a place.
type chance int

const (
	never chance = iota
	perhaps
	surely
)

// round is a way through a loop for the errors of one handler, and what must be met on it.
type round struct {
	u             *unit
	loop, handler *program.Node
	bounds        []*program.Node
}

func (r *round) meets(n *program.Node) bool { return slices.Contains(r.bounds, n) }

func (r *round) anyBound(fits func(*program.Node) bool) bool {
	return slices.ContainsFunc(r.bounds, fits)
}

// begins says whether the next round begins without that anything was met.
func (r *round) begins(try *program.Node) chance {
	if r.anyBound(func(n *program.Node) bool { return n.Start < try.End && n.Up(r.isHandlerOrLoop) == r.loop }) {
		return never
	}
	again, through := r.statement(r.handler.Child(program.Body))
	if r.anyBound(func(n *program.Node) bool { return n.Start >= try.End }) {
		return again
	}
	return max(again, through)
}

func (r *round) isHandlerOrLoop(n *program.Node) bool {
	return n == r.loop || n.Kind == program.Handler
}

// statement says whether a statement sends its error back, and whether what is behind it runs.
func (r *round) statement(n *program.Node) (again, through chance) {
	switch n.Kind {
	case program.Return, program.Raise, program.Break:
		return never, never
	case program.Continue:
		return surely, never
	case program.If:
		return r.test(n)
	case program.Block, program.With, program.Try:
		return r.row(n.Children)
	case program.Function:
		return never, surely
	}
	if r.met(n) || n.Find(r.changesCondition) != nil {
		return never, never
	}
	return never, surely
}

// changesCondition says whether something that the loop goes on by is given a value: done = True.
func (r *round) changesCondition(n *program.Node) bool {
	target := n.Child(program.Target)
	return n.Kind == program.Assign && target != nil && target.Name != "" &&
		r.loop.Child(program.Condition).Find(named(target.Name)) != nil
}

// met says whether one of the bounds is a node or stands in it.
func (r *round) met(n *program.Node) bool {
	return r.anyBound(func(bound *program.Node) bool { return bound.Within(n) })
}

func (r *round) row(statements []*program.Node) (again, through chance) {
	through = surely
	for _, each := range statements {
		if each.Kind == program.Handler {
			continue // of what a handler does besides
		}
		sent, passed := r.statement(each)
		again, through = max(again, min(through, sent)), min(through, passed)
	}
	return again, through
}

// test reads both ways of an if. One that asks for what it changes, as a flag, is its own bound.
func (r *round) test(n *program.Node) (again, through chance) {
	condition, body, other := n.Child(program.Condition), n.Child(program.Body), n.Child(program.Else)
	if r.met(condition) {
		return never, never
	}
	again, through = r.statement(body)
	if r.u.decidedElsewhere(condition, r.handler) {
		again, through = min(again, perhaps), min(through, perhaps)
	}
	otherwise, passed := never, surely
	if other != nil {
		otherwise, passed = r.statement(other)
	}
	switch {
	case r.meets(n) && ends(body): // if attempt >= most: raise
		passed = min(passed, r.besides(condition))
	case r.meets(n), bindsItself(n): // if attempt < most: continue
		again, through = never, never
	}
	return max(again, otherwise), max(through, passed)
}

// besides says whether a condition asks for something else too: status == 503 and attempt > 3.
// What is beside an "or", such as attempt > 3 or (seen and refused), takes nothing from the count.
func (r *round) besides(condition *program.Node) chance {
	alone := condition.Find(func(n *program.Node) bool {
		isName := n.Kind == program.Name || n.Kind == program.Member
		if !isName || !r.u.isOfCount(r.loop, n) && !isClock(n) && !r.u.runsOut(r.loop, n) {
			return false
		}
		up := n
		for up != condition && !isBoth(up) {
			up = up.Parent
		}
		return !isBoth(up)
	})
	if alone != nil {
		return never
	}
	return perhaps
}

func isBoth(n *program.Node) bool {
	return n.Kind == program.Operation && (n.Name == "&&" || n.Name == "and")
}

// decidedElsewhere says whether a condition calls what is not here for something but the error.
func (u *unit) decidedElsewhere(condition, handler *program.Node) bool {
	return condition.Find(u.callsElsewhere) != nil && u.statuses(condition, shallow) == nil &&
		(handler.Name == "" || condition.Find(named(handler.Name)) == nil)
}

// bindsItself is if not renewed: renewed = True.
func bindsItself(test *program.Node) bool {
	return test.Kind == program.If && test.Child(program.Body).Find(func(n *program.Node) bool {
		target := n.Child(program.Target)
		return n.Kind == program.Assign && target != nil && test.Child(program.Condition).Find(named(target.Name)) != nil
	}) != nil
}
