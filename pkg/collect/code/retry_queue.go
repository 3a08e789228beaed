package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// putBack is the retry of a loop over a queue that puts what went wrong into the queue again.
func (u *unit) putBack(loop, call *program.Node) *retry {
	if isBuilt(u.language) || u.language == syntax.Go {
		return nil
	}
	try := call.Up(func(n *program.Node) bool {
		return n == loop || n.Kind == program.Function || n.Kind == program.Try
	})
	if try == nil || try.Kind != program.Try || !inBody(call, try) {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		if handler.Find(func(n *program.Node) bool { return isPut(n) && u.takesFrom(loop, n) }) == nil {
			continue
		}
		found := opaque("queue", loop)
		if compares(handler) {
			found.bounded = yes
		}
		found.logged = is(logs(handler))
		u.delay(found, loop, loop)
		if handler.Find(func(n *program.Node) bool { return n.Kind == program.If }) == nil {
			found.clientErrors, found.rateLimits = u.caught(handler)
		}
		return found
	}
	return nil
}

func isPut(n *program.Node) bool {
	return n.Kind == program.Call && isOneOf(callee(n), []string{
		"push", "unshift", "put", "putnowait", "append", "appendleft", "enqueue",
	}) && n.Child(program.Callee).Kind == program.Member
}

func isTake(name string) bool {
	return isOneOf(name, []string{"shift", "pop", "popleft", "get", "getnowait", "dequeue"})
}

// takesFrom says whether a loop takes elements from what a call puts one into.
func (u *unit) takesFrom(loop, put *program.Node) bool {
	into := put.Child(program.Callee).Child(program.Obj)
	return loop.Find(func(n *program.Node) bool {
		if n.Kind != program.Call || !isTake(callee(n)) {
			return false
		}
		from := n.Child(program.Callee).Child(program.Obj)
		return from != nil && into.Find(func(part *program.Node) bool {
			return part.Kind == from.Kind && part.Name == from.Name
		}) != nil
	}) != nil
}
