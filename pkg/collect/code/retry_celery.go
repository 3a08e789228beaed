package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// askedAgain is a task of Celery that asks for its retry: raise self.retry(countdown=…).
func (u *unit) askedAgain(function, call *program.Node) *retry {
	if u.language != syntax.Python || len(function.All(program.Decorator)) == 0 {
		return nil
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try || n == function })
	if try == nil || try.Kind != program.Try || !inBody(call, try) {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		again := handler.Find(func(n *program.Node) bool {
			return n.Kind == program.Call && callee(n) == "retry" && n.Child(program.Callee).Child(program.Obj) != nil
		})
		if again != nil {
			return u.celeryAgain(function, handler, again)
		}
	}
	return nil
}

func (u *unit) celeryAgain(function, handler, again *program.Node) *retry {
	found := ofJob("celery")
	found.node = again
	most := argument(again, "maxretries")
	for _, decorator := range function.All(program.Decorator) {
		if most == nil {
			most = argument(decorator, "maxretries")
		}
	}
	u.count(found, most, 1, 4)
	found.backoff = "fixed" // of three minutes
	if wait := argument(again, "countdown"); wait != nil {
		terms := u.terms(wait, function)
		grown, certain := u.growth(terms, function)
		found.jitter = terms.jitter()
		if found.backoff = grown; !certain && grown != "exponential" {
			found.backoff = ""
		}
		found.capped = u.isCapped(found, terms)
	}
	client, limits := u.caught(handler)
	found.clientErrors, found.rateLimits = u.askedFor(handler, again, client, limits)
	return found
}

// askedFor says of the errors that a handler catches which a call in it tries again.
func (u *unit) askedFor(handler, again *program.Node, client, limits tri) (newClient, newLimits tri) {
	for up := again; up != nil && up != handler; up = up.Parent {
		if up.Parent.Kind != program.If || up.Role != program.Body {
			continue
		}
		switch tested := u.statuses(up.Parent.Child(program.Condition), shallow); {
		case tested == nil:
		case tested.untold() || tested.negated:
			return unknown, unknown
		default:
			return is(tested.refused && !tested.server), is(tested.limit)
		}
	}
	return u.filtered(handler, nil, client, limits)
}
