package code

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// callersElsewhere is the retry around the places of other files that call a function, which has
// none in its own. Where not each of them is seen to have one, it is not known whether a call has.
func (u *unit) callersElsewhere(function *program.Node, seen map[*program.Node]*retry) *retry {
	if u.language == syntax.Go {
		return nil
	}
	var found *retry
	isOpen := u.isUsedMore(function) || slices.ContainsFunc(u.usesOf(function, ownName(function)), isUse)
	for _, each := range u.usesElsewhere(function) {
		at := each.node
		if at.Role == program.Callee {
			at = at.Parent
		}
		switch one := each.in.retryWithin(at, seen); {
		case one == nil || one.present != yes:
			isOpen = true
		case found == nil:
			first := *one
			found = first.of(each.in)
		default:
			found.agree(one)
		}
	}
	if found != nil && isOpen || u.isUsedMore(function) {
		return &retry{present: unknown, why: "not all who call " + ownName(function) + " are seen to try again"}
	}
	return found
}

// agree leaves of a retry what another one does too.
func (r *retry) agree(other *retry) {
	r.why = cmp.Or(r.why, other.why, "who calls it tries again, each in another way")
	if r.backoff != other.backoff {
		r.backoff = ""
	}
	if r.attempts != other.attempts {
		r.attempts = 0
	}
	for _, each := range []struct {
		own   *tri
		other tri
	}{
		{&r.bounded, other.bounded}, {&r.capped, other.capped}, {&r.jitter, other.jitter},
		{&r.clientErrors, other.clientErrors}, {&r.rateLimits, other.rateLimits}, {&r.logged, other.logged},
	} {
		if *each.own != each.other {
			*each.own = unknown
		}
	}
}
