package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// untold says whether what is asked of an error stands elsewhere.
func (s *statuses) untold() bool {
	return !s.limit && (s.unnamed || s.foreign && !s.server && !s.named)
}

// hedged leaves open what is told only by what a condition names, where it also names what may be any
// status.
func (s *statuses) hedged(client, limits tri) (newClient, newLimits tri) {
	if s.unnamed && client == no {
		client = unknown
	}
	if s.unnamed && limits == no {
		limits = unknown
	}
	return client, limits
}

// verdict says what a condition on an error does to refusals and to 429: it lets them be
// tried again, or it ends the tries.
func (u *unit) verdict(tested *statuses, test, body, again *program.Node) (client, limits tri) {
	client, limits = tested.verdict(test, body, again)
	condition := test.Child(program.Condition)
	switch leaves, otherwise := leavesFor(test, body, again); {
	case condition.Kind == program.List: // of a switch
		return client, limits
	case leaves:
		return u.whereUnmet(condition).or(client, limits)
	case otherwise:
		return u.whereMet(condition).or(client, limits)
	default:
		return client, limits
	}
}

// leavesFor says whether the tries end where a condition is true, or where it is not.
func leavesFor(test, body, again *program.Node) (met, unmet bool) {
	goesOn := has(test.Child(program.Body), program.Continue) || again != nil && again.Within(test.Child(program.Body))
	met = !goesOn && has(test.Child(program.Body), program.Raise, program.Return, program.Break)
	return met, !met && elseLeaves(test, body)
}

func (s *statuses) verdict(test, body, again *program.Node) (client, limits tri) {
	if s.untold() {
		return unknown, unknown
	}
	leaves, otherwise := leavesFor(test, body, again)
	if s.text {
		if leaves && s.negated || otherwise {
			return unknown, unknown
		}
		return yes, yes
	}
	if leaves {
		return s.hedged(s.left())
	}
	if otherwise { // if status == 429: wait, and else raise
		return s.hedged(is(s.refused), is(s.limit))
	}
	return yes, yes
}

// left says what still is tried again where a condition ends the tries.
func (s *statuses) left() (client, limits tri) {
	switch {
	case s.named && !s.limit && !s.server && !s.negated: // if status == NOT_FOUND: raise
		return no, yes
	case s.numbers > 0 && !s.limit && !s.server && !s.negated: // if status in (400, 401, 404): raise
		return lessRefusals(yes, s.numbers), yes
	case !s.negated && s.limit && !s.refused && !s.server: // if status == 429: raise
		return yes, no
	default: // if status not in (429, 503): raise; if 400 <= status < 500 and status != 429: raise
		return no, is(s.limit)
	}
}

// leaves sets what a retry still repeats where a condition ends the tries.
func (u *unit) leaves(r *retry, tested *statuses, condition *program.Node) {
	r.clientErrors, r.rateLimits = tested.hedged(tested.left())
	if condition.Kind != program.List {
		r.clientErrors, r.rateLimits = u.whereUnmet(condition).or(r.clientErrors, r.rateLimits)
	}
	if r.clientErrors == unknown {
		r.why = "which refusals it repeats beside those that it names is not told"
	}
}

// elseLeaves says whether what a condition does not name is not tried again.
func elseLeaves(test, body *program.Node) bool {
	if other := test.Child(program.Else); other != nil {
		return ends(other) || has(other, program.Raise, program.Return, program.Break)
	}
	return ends(body)
}

// retriedIf reads a function that says whether an error is to be tried again.
func (u *unit) retriedIf(found *retry, node *program.Node) { u.decidedBy(found, node, true) }

// retriedUnless is retriedIf for one that says which is not.
func (u *unit) retriedUnless(found *retry, node *program.Node) { u.decidedBy(found, node, false) }

func (u *unit) decidedBy(found *retry, node *program.Node, chosen bool) {
	if node == nil {
		return
	}
	var tested *statuses
	functions := u.called(node)
	for _, function := range functions {
		if tested == nil {
			tested = u.statuses(function.Child(program.Body), shallow)
		}
	}
	switch {
	case tested == nil || tested.untold():
		found.clientErrors, found.rateLimits = unknown, unknown
	case !chosen:
		found.clientErrors, found.rateLimits = tested.left()
	case tested.refused && !tested.server && !tested.limit:
		found.clientErrors, found.rateLimits = no, unknown
	default:
		found.clientErrors, found.rateLimits = is(tested.refused && !tested.server), is(tested.limit)
	}
	if tested != nil {
		found.clientErrors, found.rateLimits = tested.hedged(found.clientErrors, found.rateLimits)
	}
	if in, function := u.deciding(node, functions); function != nil {
		repeated := in.whereChosen(function, chosen)
		found.clientErrors, found.rateLimits = repeated.or(found.clientErrors, found.rateLimits)
	}
	switch {
	case found.clientErrors == unknown:
		found.why = "which errors it repeats is decided by what stands elsewhere"
	case found.rateLimits == unknown:
		found.why = "whether it repeats what it does not name is not told"
	}
}

// deciding is the one function that decides, of the text or of another one of the tree.
func (u *unit) deciding(node *program.Node, functions []*program.Node) (*unit, *program.Node) {
	if len(functions) == 1 {
		return u, functions[0]
	}
	if len(functions) == 0 && node.Kind != program.Function {
		for _, each := range u.calledElsewhere(node) {
			if each.node != nil && each.node.Kind == program.Function {
				return each.in, each.node
			}
		}
	}
	return nil, nil
}
