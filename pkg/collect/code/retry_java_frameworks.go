package code

import (
	"strconv"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// endsByTime says whether tries of MicroProfile end after a time, as they do unless that is zero.
func (u *unit) endsByTime(call *program.Node) tri {
	longest, ok := u.number(argument(call, "maxduration"))
	return is(!ok || longest != 0)
}

// micronaut makes three attempts a second apart, unless told otherwise.
func (u *unit) micronaut(name string, call *program.Node) *retry {
	if name != "Retryable" {
		return opaque("Micronaut", call)
	}
	found := plain("Micronaut")
	found.bounded, found.attempts, found.backoff = yes, 4, "fixed"
	if given, ok := u.word(argument(call, "attempts")); ok {
		if attempts, err := strconv.Atoi(given); err == nil {
			found.attempts = attempts + 1
		}
	}
	if growth := argument(call, "multiplier"); growth != nil {
		found.backoff, found.capped = "exponential", unknown
		if argument(call, "maxdelay") != nil {
			found.capped = yes
		}
	}
	if argument(call, "jitter") != nil {
		found.jitter = yes
	}
	if types := argument(call, "includes", "value"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}

// reactor reads Retry.backoff(4, first), whose delay doubles, with jitter.
func (u *unit) reactor(call *program.Node) *retry {
	found := plain("Reactor")
	known := false
	u.policy(positional(call, 0), func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "backoff":
			known = true
			u.count(found, first, 1, 0)
			u.exponential(found, yes, nil, false)
		case "maxBackoff":
			found.capped = yes
		case "jitter":
			value, ok := u.number(first)
			found.jitter = is(!ok || value > 0)
		case "fixedDelay":
			known = true
			u.count(found, first, 1, 0)
			found.backoff = "fixed"
		case "max", "maxInARow":
			known = true
			u.count(found, first, 1, 0)
		case "indefinitely":
			known = true
			found.bounded = no
		case "filter":
			u.retriedIf(found, first)
		case "doBeforeRetry", "doAfterRetry", "doBeforeRetryAsync":
			found.logged = u.logged(first)
		}
	})
	if !known {
		return opaque("Reactor", call)
	}
	return found
}
