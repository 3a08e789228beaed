package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// springRetry makes three attempts a second apart, unless told otherwise.
func (u *unit) springRetry(name string, call *program.Node) *retry {
	switch name {
	case "Retryable":
		return u.retryable(call)
	case "Recover", "EnableRetry", "Backoff":
		return nil
	}
	found := plain("Spring Retry")
	found.bounded, found.attempts, found.backoff = yes, 3, "none"
	known := false
	u.policy(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "builder":
			known = true
		case "maxAttempts":
			u.count(found, first, 0, 3)
		case "infiniteRetry":
			found.bounded, found.attempts = no, 0
		case "customPolicy":
			found.bounded, found.clientErrors, found.rateLimits = unknown, unknown, unknown
			found.attempts, found.why = 0, "a policy of its own says what it repeats"
		case "customBackoff":
			found.backoff, found.capped, found.jitter = "", unknown, unknown
		case "fixedBackoff":
			found.backoff = "fixed"
		case "uniformRandomBackoff":
			found.backoff, found.jitter = "fixed", yes
		case "exponentialBackoff":
			found.backoff, found.capped = "exponential", yes
			found.jitter = u.option(positional(made, 3), no)
		case "withListener", "withListeners":
			found.logged = yes
		}
		u.policyErrors(found, name, made)
	})
	if !known {
		return opaque("Spring Retry", call)
	}
	return found
}

// retryable is the annotation @Retryable of Spring.
func (u *unit) retryable(call *program.Node) *retry {
	if argument(call, "interceptor", "predicate") != nil {
		return opaque("Spring Retry", call)
	}
	found := plain("Spring Retry")
	found.bounded, found.attempts, found.backoff = yes, 3, "fixed"
	u.count(found, argument(call, "maxattempts", "maxretries"), 0, 3)
	if given := argument(call, "maxattemptsexpression"); given != nil {
		found.attempts = u.countExpressed(given, 0)
	}
	u.springBackoff(found, argument(call, "backoff"))
	if types := argument(call, "retryfor", "include", "value", "includes"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	} else if positional(call, 0) != nil {
		found.clientErrors, found.rateLimits = u.typesIn(positional(call, 0))
	}
	if argument(call, "noretryfor", "exclude", "excludes", "notrecoverable") != nil && found.clientErrors == yes {
		found.clientErrors, found.why = unknown, "which refusals are among the errors that it leaves out is not told"
	}
	if argument(call, "exceptionexpression") != nil && found.clientErrors == yes {
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it repeats is decided by an expression"
	}
	if argument(call, "listeners") != nil {
		found.logged = yes
	}
	return found
}

// springBackoff reads @Backoff(delay = 500, multiplier = 2).
func (u *unit) springBackoff(found *retry, delay *program.Node) {
	if delay == nil {
		return
	}
	multiplier := argument(delay, "multiplier")
	switch growth, ok := u.number(multiplier); {
	case ok && growth > 1:
		found.backoff, found.capped = "exponential", yes // thirty seconds at most
	case multiplier != nil && !ok:
		found.growsElsewhere()
	}
	found.jitter = u.option(argument(delay, "random"), no)
	u.growthExpressed(found, argument(delay, "multiplierexpression"), yes)
	if given := argument(delay, "randomexpression"); given != nil {
		found.jitter = u.truthExpressed(given)
	}
}

// guavaRetrying goes on without end and without a delay, unless told otherwise.
func (u *unit) guavaRetrying(call *program.Node) *retry {
	found := plain("guava-retrying")
	found.bounded = no
	known := false
	u.policy(call, func(name string, made *program.Node) {
		switch name {
		case "newBuilder":
			known = true
		case "stopAfterAttempt":
			u.count(found, positional(made, 0), 0, 0)
		case "stopAfterDelay":
			found.bounded = yes
		case "fixedWait", "randomWait": // also joined with one that grows
			if found.backoff == "none" {
				found.backoff = "fixed"
			}
			found.jitter = either(found.jitter, is(name == "randomWait"))
		case "incrementingWait", "fibonacciWait":
			found.backoff = "linear"
		case "exponentialWait":
			found.backoff = "exponential"
			found.capped = is(len(made.All(program.Argument)) > 0)
		case "withRetryListener":
			found.logged = yes
		}
		u.policyErrors(found, name, made)
	})
	if !known {
		return opaque("guava-retrying", call)
	}
	return found
}
