package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// eachCall visits the calls within the arguments of a call, also those that names stand for.
func (u *unit) eachCall(call *program.Node, visit func(name string, made *program.Node)) {
	for _, each := range call.All(program.Argument) {
		if each.Kind != program.Function {
			u.calls(each, visit)
		}
	}
}

func (u *unit) names(call *program.Node, wanted string) bool {
	found := false
	u.eachCall(call, func(name string, _ *program.Node) { found = found || name == wanted })
	return found
}

// permanent reads how the function that is tried gives up: it wraps an error in this.
func (u *unit) permanent(found *retry, call *program.Node, mark string) {
	for _, each := range call.All(program.Argument) {
		for _, function := range append(u.called(each), each) {
			stop := function.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == mark })
			if stop == nil {
				continue
			}
			test := stop.Up(func(n *program.Node) bool {
				return n.Kind == program.If && u.statuses(n.Child(program.Condition), shallow) != nil
			})
			if test == nil {
				found.clientErrors, found.rateLimits = unknown, unknown
				found.why = "which errors it gives up on is decided elsewhere"
				return
			}
			tested := u.statuses(test.Child(program.Condition), shallow)
			found.clientErrors, found.rateLimits = no, is(tested.limit || !tested.refused && !tested.negated && !tested.server)
			return
		}
	}
}
