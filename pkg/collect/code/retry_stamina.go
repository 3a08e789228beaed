package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// stamina has bounds of tries and of time, growth, jitter, a cap and a log of its own.
func (u *unit) stamina(call *program.Node) *retry {
	found := plain("stamina")
	found.backoff, found.jitter, found.logged = "exponential", yes, yes
	u.count(found, argument(call, "attempts"), 0, 10)
	if most := argument(call, "timeout"); found.bounded == no && !isNothing(most) && !u.isInfinite(most) {
		found.bounded = yes // 45 seconds unless told otherwise
	}
	u.staminaWait(found, call)
	types := argument(call, "on")
	if types == nil {
		types = positional(call, 0)
	}
	u.staminaErrors(found, types)
	return found
}

// staminaWait reads how stamina waits: from 0.1 seconds to 5, twice as long each time, and up to one
// second more.
func (u *unit) staminaWait(found *retry, call *program.Node) {
	if extra, ok := u.number(argument(call, "waitjitter")); ok && extra <= 0 {
		found.jitter = no
	}
	u.asGrown(found, argument(call, "waitexpbase"))
	first, ok := u.number(argument(call, "waitinitial"))
	if argument(call, "waitinitial") == nil {
		first, ok = 0.1, true
	}
	most, also := u.number(argument(call, "waitmax"))
	if ok && also && most <= first {
		found.backoff, found.capped = "fixed", yes
		if most <= 0 && found.jitter == no {
			found.backoff = "none"
		}
	}
}

func (u *unit) staminaErrors(found *retry, types *program.Node) {
	switch {
	case types == nil:
		found.clientErrors, found.rateLimits = unknown, unknown
	case types.Kind == program.Function || len(u.called(types)) > 0 || len(u.calledElsewhere(types)) > 0:
		u.retriedIf(found, types)
	default:
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
}

// staminaOn is a caller of stamina's that is told which errors to repeat: caller.on(ValueError), and
// caller(ValueError, f).
func (u *unit) staminaOn(found *retry, types *program.Node) *retry {
	if found == nil || found.by != "stamina" || types == nil {
		return found
	}
	own := *found
	u.staminaErrors(&own, types)
	return &own
}

// staminaCall is the retry of what is handed to a caller, behind the errors to repeat unless the
// caller knows them.
func (u *unit) staminaCall(call, called, handed *program.Node) *retry {
	found := u.retrying(called)
	if u.language != syntax.Python || found == nil || found.by != "stamina" || positional(call, 0) == handed {
		return found
	}
	return u.staminaOn(found, positional(call, 0))
}

func isNothing(n *program.Node) bool {
	return n != nil && n.Kind == program.Constant && n.Name == "null"
}
