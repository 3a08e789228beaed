package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// asksAnother says whether a loop makes another request each time, of what it goes over: another host,
// namespace or vector, until one is answered. Each is asked once, so that nothing is tried again.
func (u *unit) asksAnother(loop, call *program.Node) bool {
	if loop.Name != "each" || isCounting(loop) || isEndless(loop) {
		return false
	}
	iterable := loop.Child(program.Iterable)
	if value := u.constant(iterable); value != nil {
		iterable = value
	}
	if u.areNumbers(iterable) {
		return false // delays, or another limit for the same request
	}
	work := mostWork
	return slices.ContainsFunc(loop.All(program.Target), func(target *program.Node) bool {
		return target.Name != "" && u.isMadeOf(call, target.Name, loop, &work)
	})
}

// isMadeOf says whether a request names a variable of a loop, or what the loop makes of it.
func (u *unit) isMadeOf(part *program.Node, variable string, loop *program.Node, work *int) bool {
	return *work >= 0 && part.Find(func(n *program.Node) bool {
		if *work--; *work < 0 || n.Kind != program.Name {
			return false
		}
		if n.Name == variable {
			return true
		}
		return slices.ContainsFunc(u.bindings(n.Name, n), func(each binding) bool {
			return each.node.Kind == program.Assign && each.value != nil && each.node.Within(loop) &&
				!part.Within(each.node) && u.isMadeOf(each.value, variable, loop, work)
		})
	}) != nil
}

// areNumbers says whether a list has numbers alone.
func (u *unit) areNumbers(list *program.Node) bool {
	isOther := func(n *program.Node) bool {
		_, ok := u.number(n)
		return !ok && n.Role != program.Type && (n.Kind == program.String || n.Kind == program.Name ||
			n.Kind == program.Member || n.Kind == program.Object)
	}
	isNumber := func(n *program.Node) bool { return n.Kind == program.Number }
	return list.Find(isOther) == nil && list.Find(isNumber) != nil
}
