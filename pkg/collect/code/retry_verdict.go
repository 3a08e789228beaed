package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// untold says whether what is asked of an error stands elsewhere.
func (s *statuses) untold() bool {
	return !s.limit && (s.unnamed || s.foreign && !s.server && !s.named)
}

// verdict says what a condition on an error does to refusals and to 429: it lets them be
// tried again, or it ends the tries.
func (s *statuses) verdict(test, body, again *program.Node) (client, limits tri) {
	if s.untold() {
		return unknown, unknown
	}
	goesOn := has(test.Child(program.Body), program.Continue) || again != nil && again.Within(test.Child(program.Body))
	leaves := !goesOn && has(test.Child(program.Body), program.Raise, program.Return, program.Break)
	if s.text {
		if leaves && s.negated || !leaves && elseLeaves(test, body) {
			return unknown, unknown
		}
		return yes, yes
	}
	if leaves {
		return s.left()
	}
	if elseLeaves(test, body) { // if status == 429: wait, and else raise
		return is(s.refused), is(s.limit)
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
func (r *retry) leaves(tested *statuses) {
	r.clientErrors, r.rateLimits = tested.left()
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
