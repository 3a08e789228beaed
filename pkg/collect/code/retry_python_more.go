package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func (u *unit) backoff(call *program.Node) *retry {
	found := plain("backoff")
	found.jitter, found.logged = yes, yes
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
	found := plain("retrying")
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
	found := plain("retry")
	found.logged = yes
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
	found := plain("stamina")
	found.backoff, found.jitter, found.logged = "exponential", yes, yes
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

// opnieuw has a bound of time and of tries, and all of each delay is random.
func (u *unit) opnieuw(call *program.Node) *retry {
	found := plain("opnieuw")
	found.backoff, found.jitter, found.logged = "exponential", yes, unknown
	u.count(found, argument(call, "maxcallstotal"), 0, 3)
	if types := argument(call, "retryonexceptions"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

func (u *unit) urllib3(call *program.Node) *retry {
	found := plain("urllib3")
	found.clientErrors, found.rateLimits, found.logged = no, no, unknown
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
	statuses := u.statuses(argument(call, "statusforcelist"), shallow)
	if statuses != nil {
		found.clientErrors, found.rateLimits = is(statuses.refused), is(statuses.limit)
	}
	return found
}

// runnable is what tries again by with_retry.
const runnable = "with_retry"

// runnableRetry is the retry that LangChain makes of a chain or a retriever.
func (u *unit) runnableRetry(call, called *program.Node) *retry {
	options := positional(call, 0)
	switch {
	case called.Kind != program.Member:
		return nil
	case u.language == syntax.Python && options == nil:
		return u.langchainRetry(call)
	case isScript(u.language) && (options == nil || options.Kind == program.Object):
		return u.langchainRetryOfScript(call)
	default:
		return nil
	}
}

// langchainRetryOfScript is runnable.withRetry({…}), which p-retry does: three attempts unless told
// otherwise, from one second.
func (u *unit) langchainRetryOfScript(call *program.Node) *retry {
	found := plain(runnable)
	found.node = call
	u.count(found, argument(call, "stopafterattempt"), 0, 3)
	u.exponential(found, yes, nil, false)
	if hook := argument(call, "onfailedattempt"); hook != nil {
		found.logged = u.logged(hook)
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it gives up on is decided by the hook"
	}
	return found
}

// langchainRetry is runnable.with_retry(…) of LangChain.
func (u *unit) langchainRetry(call *program.Node) *retry {
	found := plain(runnable)
	found.node, found.logged = call, unknown
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
