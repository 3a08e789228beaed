package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// pythonLibrary reads tenacity, backoff, retrying, retry, stamina and urllib3.
func (u *unit) pythonLibrary(module, name string, call *program.Node) *retry {
	library, _, _ := strings.Cut(module, ".")
	switch library + "." + name {
	case "tenacity.retry", "tenacity.Retrying", "tenacity.AsyncRetrying":
		return u.tenacity(call)
	case "backoff.on_exception", "backoff.on_predicate":
		return u.backoff(call)
	case "retrying.retry", "retrying.Retrying":
		return u.retryingPackage(call)
	case "retry.retry", "retry.retry_call", "retry2.retry", "reretry.retry":
		return u.retryPackage(call)
	case "stamina.retry", "stamina.retry_context", "stamina.RetryingCaller", "stamina.AsyncRetryingCaller":
		return u.stamina(call)
	case "opnieuw.retry", "opnieuw.retry_async":
		return u.opnieuw(call)
	case "urllib3.Retry":
		return u.urllib3(call)
	case "google.Retry", "google.AsyncRetry":
		found := plain("google.api_core")
		found.bounded, found.backoff, found.jitter, found.logged = yes, "exponential", yes, unknown
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "its predicate decides which errors it repeats"
		return found
	}
	return nil
}

// plain is a retry of all errors, without a delay and a word to anybody, as most libraries
// have it that are told nothing.
func plain(by string) *retry {
	return &retry{
		present: yes, by: by, backoff: "none", capped: yes, jitter: no, clientErrors: yes, rateLimits: yes, logged: no,
	}
}

func (u *unit) tenacity(call *program.Node) *retry {
	found := plain("tenacity")
	found.bounded = no
	u.tenacityTold(found, call)
	return found
}

// tenacityTold is what a call tells a retry, which may be one that is there: policy.copy(stop=…).
func (u *unit) tenacityTold(found *retry, call *program.Node) {
	if stop := argument(call, "stop"); stop != nil {
		found.bounded, found.attempts = u.tenacityStop(stop)
	}
	if wait := argument(call, "wait"); wait != nil {
		found.backoff, found.capped, found.jitter = "none", yes, no
		u.tenacityWait(found, wait)
	}
	u.tenacityErrors(found, argument(call, "retry"))
	for _, hook := range []string{"beforesleep", "after", "before"} {
		if argument(call, hook) != nil {
			found.logged = yes
		}
	}
}

// toldAgain is the retry of a function that is called with other options than those that decorate it:
// query.retry_with(stop=stop_never)(v). One without an end counts, whoever else calls it.
func (u *unit) toldAgain(found *retry, function *program.Node) *retry {
	if found.by != "tenacity" || found.in != nil {
		return found
	}
	own := found
	for _, use := range u.usesOf(function, ownName(function)) {
		member := use.Parent
		if use.Role != program.Obj || member.Name != "retry_with" || member.Role != program.Callee {
			continue
		}
		other := *found
		other.node = member.Parent
		u.tenacityTold(&other, member.Parent)
		if other.bounded == no && found.bounded != no {
			return &other
		}
		if own == found {
			same := *found
			own = &same
		}
		own.agree(&other)
	}
	return own
}

// calls visits the last name of what is called, for each call within an expression, also
// where a name stands for it.
func (u *unit) calls(node *program.Node, visit func(name string, call *program.Node)) bool {
	if node == nil {
		return false
	}
	if node.Kind == program.Name || node.Kind == program.Member {
		value := u.constant(node)
		if value == nil {
			return false
		}
		node = value
	}
	seen := false
	node.Walk(func(n *program.Node) bool {
		if n.Kind == program.Call {
			seen = true
			visit(callee(n), n)
		}
		return true
	})
	return seen
}

func (u *unit) tenacityStop(stop *program.Node) (tri, int) {
	if stop == nil {
		return no, 0
	}
	bounded, attempts := no, 0
	known := u.calls(stop, func(name string, call *program.Node) {
		switch name {
		case "stop_after_attempt":
			first := positional(call, 0)
			if first == nil {
				first = argument(call, "maxattemptnumber")
			}
			if u.isInfinite(first) {
				return
			}
			bounded = yes
			if value, ok := u.number(first); ok {
				attempts = int(value)
			}
		case "stop_after_delay", "stop_before_delay":
			if !u.comparesInfinite(call) {
				bounded = yes
			}
		}
	})
	switch {
	case strings.HasSuffix(stop.Name, "stop_never"), stop.Kind == program.Constant && stop.Name == "null":
		return no, 0
	case !known:
		return unknown, 0
	}
	return bounded, attempts
}

func (u *unit) atLeast(found *retry, backoff string) {
	if growthOf(found.backoff) < growthOf(backoff) {
		found.backoff = backoff
	}
}

func (u *unit) tenacityErrors(found *retry, condition *program.Node) {
	if condition == nil {
		return
	}
	client, limits, known := no, no, false
	u.calls(condition, func(name string, call *program.Node) {
		switch name {
		case "retry_if_exception_type", "retry_if_exception_cause_type":
			refused, limited := u.errorTypes(call)
			client, limits, known = either(client, refused), either(limits, limited), true
		case "retry_if_exception", "retry_if_exception_message":
			inner := &retry{}
			u.retriedIf(inner, positional(call, 0))
			client, limits, known = either(client, inner.clientErrors), either(limits, inner.rateLimits), true
		case "retry_if_not_exception_type":
			client, limits, known = unknown, either(limits, yes), true
		}
	})
	if !known {
		client, limits = unknown, unknown
	}
	found.clientErrors, found.rateLimits = client, limits
	if client == unknown || limits == unknown {
		found.why = "which errors it repeats is decided by what stands elsewhere"
	}
}

// errorTypes reads the types that are given to a call, or all errors where none is.
func (u *unit) errorTypes(call *program.Node) (client, limits tri) {
	given := call.All(program.Argument)
	if len(given) == 0 {
		return yes, yes
	}
	return u.typesIn(given[0])
}

func (u *unit) typesIn(node *program.Node) (client, limits tri) {
	client, limits = no, no
	if node.Kind == program.Keyword {
		node = node.Child(program.Value)
	}
	if value := u.constant(node); value != nil && !isBuilt(u.language) {
		node = value // a list of types that has a name
	}
	node.Walk(func(n *program.Node) bool {
		if n.Kind == program.Name || n.Kind == program.Member {
			refused, limited := u.errorTypeOf(n)
			client, limits = either(client, refused), either(limits, limited)
			return false
		}
		return true
	})
	return client, limits
}
