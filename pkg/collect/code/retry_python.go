package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// pythonLibrary reads tenacity, backoff, retrying, retry, stamina and urllib3.
func (u *unit) pythonLibrary(module, name string, call *program.Node) *retry {
	switch {
	case module == "tenacity" || strings.HasPrefix(module, "tenacity."):
		switch name {
		case "retry", "Retrying", "AsyncRetrying":
			return u.tenacity(call)
		}
	case module == "backoff" && (name == "on_exception" || name == "on_predicate"):
		return u.backoff(call)
	case module == "retrying" && (name == "retry" || name == "Retrying"):
		return u.retryingPackage(call)
	case (module == "retry" || module == "retry.api" || module == "retry2" || module == "reretry") &&
		(name == "retry" || name == "retry_call"):
		return u.retryPackage(call)
	case module == "stamina" && (name == "retry" || name == "retry_context"):
		return u.stamina(call)
	case strings.HasPrefix(module, "urllib3") && name == "Retry":
		return u.urllib3(call)
	case module == "google.api_core.retry" && (name == "Retry" || name == "AsyncRetry"):
		return &retry{
			present: yes, by: "google.api_core", bounded: yes, backoff: "exponential", capped: yes, jitter: yes,
			clientErrors: unknown, rateLimits: unknown, logged: unknown, why: "its predicate decides which errors it repeats",
		}
	}
	return nil
}

func (u *unit) tenacity(call *program.Node) *retry {
	found := &retry{present: yes, by: "tenacity", backoff: "none", capped: yes, jitter: no, clientErrors: yes, rateLimits: yes, logged: no}
	found.bounded, found.attempts = u.tenacityStop(argument(call, "stop"))
	u.tenacityWait(found, argument(call, "wait"))
	u.tenacityErrors(found, argument(call, "retry"))
	for _, hook := range []string{"beforesleep", "after", "before"} {
		if argument(call, hook) != nil {
			found.logged = yes
		}
	}
	return found
}

// inner is the last name of what is called, for each call within an expression, also
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
			bounded = yes
			first := positional(call, 0)
			if first == nil {
				first = argument(call, "maxattemptnumber")
			}
			if value, ok := u.number(first); ok {
				attempts = int(value)
			}
		case "stop_after_delay", "stop_before_delay", "stop_when_event_set":
			bounded = yes
		}
	})
	switch {
	case strings.HasSuffix(stop.Name, "stop_never"):
		return no, 0
	case !known:
		return unknown, 0
	}
	return bounded, attempts
}

func (u *unit) tenacityWait(found *retry, wait *program.Node) {
	if wait == nil || wait.Name == "wait_none" {
		return
	}
	found.jitter = no
	known := u.calls(wait, func(name string, call *program.Node) {
		limit := argument(call, "max")
		switch name {
		case "wait_exponential", "wait_exponential_jitter":
			if limit == nil {
				limit = positional(call, 1)
			}
			if name == "wait_exponential_jitter" {
				found.jitter = yes
			}
			u.exponential(found, found.jitter, limit, false)
		case "wait_random_exponential", "wait_full_jitter":
			if limit == nil {
				limit = positional(call, 1)
			}
			u.exponential(found, yes, limit, false)
		case "wait_incrementing":
			found.backoff, found.capped = "linear", yes
		case "wait_fixed":
			u.atLeast(found, "fixed")
		case "wait_random":
			found.jitter = yes
			u.atLeast(found, "fixed")
		}
	})
	if !known {
		found.backoff, found.capped, found.jitter = "", unknown, unknown
		found.why = "how long it waits is made by what stands elsewhere"
	}
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
	if value := u.constant(node); value != nil {
		node = value
	}
	node.Walk(func(n *program.Node) bool {
		if n.Kind == program.Name || n.Kind == program.Member {
			refused, limited := errorType(n.Name)
			client, limits = either(client, refused), either(limits, limited)
			return false
		}
		return true
	})
	return client, limits
}

func (u *unit) backoff(call *program.Node) *retry {
	found := &retry{present: yes, by: "backoff", jitter: yes, capped: yes, logged: yes, clientErrors: yes, rateLimits: yes}
	u.count(found, argument(call, "maxtries"), 0, 0)
	if found.bounded == no && argument(call, "maxtime") != nil {
		found.bounded = yes
	}
	if off := argument(call, "jitter"); off != nil && off.Kind == program.Constant {
		found.jitter = no
	}
	wait := positional(call, 0)
	if wait == nil {
		wait = argument(call, "waitgen")
	}
	switch {
	case wait == nil:
		found.backoff, found.capped = "", unknown
	case wait.Name == "constant":
		found.backoff = "fixed"
		if argument(call, "jitter") == nil {
			found.jitter = yes
		}
	default:
		limit := argument(call, "maxvalue")
		u.exponential(found, found.jitter, limit, argument(call, "maxtime") != nil)
	}
	if types := positional(call, 1); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	if stop := argument(call, "giveup"); stop != nil && found.clientErrors != no {
		inner := &retry{}
		u.retriedIf(inner, stop)
		found.clientErrors, found.rateLimits, found.why = no, inner.rateLimits, inner.why
		if inner.clientErrors == unknown {
			found.clientErrors = unknown
		}
	}
	return found
}

// retryingPackage is the package retrying, whose times are in milliseconds.
func (u *unit) retryingPackage(call *program.Node) *retry {
	found := &retry{present: yes, by: "retrying", backoff: "none", capped: yes, jitter: no, clientErrors: yes, rateLimits: yes, logged: no}
	u.count(found, argument(call, "stopmaxattemptnumber"), 0, 0)
	if argument(call, "stopmaxdelay") != nil {
		found.bounded = yes
	}
	if argument(call, "waitjittermax") != nil || argument(call, "waitrandommax") != nil {
		found.jitter = yes
		found.backoff = "fixed"
	}
	switch {
	case argument(call, "waitexponentialmultiplier") != nil || argument(call, "waitexponentialmax") != nil:
		u.exponential(found, found.jitter, argument(call, "waitexponentialmax"), false)
	case argument(call, "waitincrementingstart") != nil || argument(call, "waitincrementingincrement") != nil:
		found.backoff = "linear"
	case argument(call, "waitfixed") != nil:
		found.backoff = "fixed"
	}
	if test := argument(call, "retryonexception"); test != nil {
		u.retriedIf(found, test)
	}
	return found
}

// retryPackage is the package retry: retry(exceptions, tries=-1, delay=0, max_delay=None,
// backoff=1, jitter=0), which logs each try.
func (u *unit) retryPackage(call *program.Node) *retry {
	found := &retry{present: yes, by: "retry", backoff: "none", capped: yes, jitter: no, clientErrors: yes, rateLimits: yes, logged: yes}
	u.count(found, argument(call, "tries"), 0, 0)
	if jitter := argument(call, "jitter"); jitter != nil {
		found.jitter = yes
	}
	if argument(call, "delay") != nil {
		found.backoff = "fixed"
	}
	if growth, ok := u.number(argument(call, "backoff")); argument(call, "backoff") != nil && (!ok || growth > 1) {
		u.exponential(found, found.jitter, argument(call, "maxdelay"), false)
	}
	if quiet := argument(call, "logger"); quiet != nil && quiet.Kind == program.Constant {
		found.logged = no
	}
	types := argument(call, "exceptions")
	if types == nil {
		types = positional(call, 0)
	}
	if types != nil && callee(call) != "retry_call" {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

// stamina has a bound, growth, jitter, a cap and a log of its own.
func (u *unit) stamina(call *program.Node) *retry {
	found := &retry{present: yes, by: "stamina", bounded: yes, backoff: "exponential", capped: yes, jitter: yes, logged: yes}
	u.count(found, argument(call, "attempts"), 0, 10)
	types := argument(call, "on")
	if types == nil {
		types = positional(call, 0)
	}
	switch {
	case types == nil:
		found.clientErrors, found.rateLimits = unknown, unknown
	case types.Kind == program.Function || len(u.called(types)) > 0:
		u.retriedIf(found, types)
	default:
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

func (u *unit) urllib3(call *program.Node) *retry {
	found := &retry{present: yes, by: "urllib3", backoff: "none", capped: yes, jitter: no, clientErrors: no, rateLimits: no, logged: unknown}
	total := argument(call, "total")
	if total == nil {
		total = positional(call, 0)
	}
	u.count(found, total, 1, 11)
	if argument(call, "backofffactor") != nil {
		found.backoff = "exponential"
	}
	if argument(call, "backoffjitter") != nil {
		found.jitter = yes
	}
	statuses := u.statuses(argument(call, "statusforcelist"), deepest)
	if statuses != nil {
		found.clientErrors, found.rateLimits = is(statuses.refused), is(statuses.limit)
	}
	return found
}

// langchainRetry is runnable.with_retry(…) of LangChain.
func (u *unit) langchainRetry(call *program.Node) *retry {
	found := &retry{present: yes, by: "with_retry", capped: yes, clientErrors: yes, rateLimits: yes, logged: unknown}
	u.count(found, argument(call, "stopafterattempt"), 0, 3)
	found.backoff, found.jitter = "exponential", yes
	if off := argument(call, "waitexponentialjitter"); off != nil && off.Name == "false" {
		found.backoff, found.jitter = "none", no
	}
	if types := argument(call, "retryifexceptiontype"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

// celery is a task that is put into the queue again: three times after three minutes
// unless told otherwise, and by retry_backoff with jitter and a cap of ten minutes.
func (u *unit) celery(task, types *program.Node) *retry {
	found := &retry{present: yes, by: "celery", node: task, backoff: "fixed", capped: yes, jitter: no, logged: yes}
	u.count(found, argument(task, "maxretries"), 1, 4)
	if growth := argument(task, "retrybackoff"); growth != nil && growth.Name != "false" {
		found.backoff, found.jitter = "exponential", yes
	}
	if jitter := argument(task, "retryjitter"); jitter != nil && jitter.Name == "false" {
		found.jitter = no
	}
	found.clientErrors, found.rateLimits = u.typesIn(types)
	return found
}
