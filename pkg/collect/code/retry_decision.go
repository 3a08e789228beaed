package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// decided leaves open what is for something elsewhere to say, which is given each error and
// whose answer a loop goes by: decision = strategy.decide(error); if not decision.again: raise.
func (u *unit) decided(found *retry, try *program.Node) {
	for _, handler := range try.All(program.Caught) {
		if !u.isDecided(handler) {
			continue
		}
		found.clientErrors, found.rateLimits = unknown, unknown
		if found.bounded == no {
			found.bounded = unknown
		}
		if found.logged == no {
			found.logged = unknown
		}
		found.why = "whether it tries again is decided by what stands elsewhere"
	}
}

func (u *unit) isDecided(handler *program.Node) bool {
	body := handler.Child(program.Body)
	return handler.Name != "" && body.Find(func(n *program.Node) bool {
		target, value := n.Child(program.Target), n.Child(program.Value)
		return n.Kind == program.Assign && target != nil && value != nil && u.callsElsewhere(value) && !logs(value) &&
			givenName(value, handler.Name) && u.leavesBy(body, target)
	}) != nil
}

// givenName says whether an argument of a call is a variable.
func givenName(call *program.Node, name string) bool {
	for _, each := range call.All(program.Argument) {
		if each.Kind == program.Name && each.Name == name {
			return true
		}
	}
	return false
}

// leavesBy says whether a test within a node leaves it by what is assigned to a target.
func (u *unit) leavesBy(within, target *program.Node) bool {
	return within.Find(func(n *program.Node) bool {
		return n.Kind == program.If && has(n.Child(program.Body), program.Raise, program.Return, program.Break) &&
			n.Child(program.Condition).Find(func(part *program.Node) bool {
				return part.Kind == program.Name && target.Find(named(part.Name)) != nil
			}) != nil && u.statuses(n.Child(program.Condition), shallow) == nil
	}) != nil
}

// answered says whether something is a part of what a call gave back that stands elsewhere:
// decision.delay.
func (u *unit) answered(member *program.Node) bool {
	object := member.Child(program.Obj)
	if object == nil || object.Kind != program.Name || isSelf(object.Name) {
		return false
	}
	for _, each := range u.bindings(object.Name, object) {
		if each.node.Kind == program.Assign && each.value != nil && u.callsElsewhere(each.value) {
			return true
		}
	}
	return false
}
