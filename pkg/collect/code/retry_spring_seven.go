package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// springSeven is the annotation of Spring 7, which tries three more times a second apart,
// unless told otherwise.
func (u *unit) springSeven(name string, call *program.Node) *retry {
	if name != "Retryable" {
		return nil
	}
	if argument(call, "predicate") != nil {
		return opaque("Spring", call)
	}
	found := plain("Spring")
	found.backoff = "fixed"
	u.count(found, argument(call, "maxretries"), 1, 4)
	if given := argument(call, "maxretriesstring"); given != nil {
		found.attempts = u.countExpressed(given, 1)
	}
	multiplier := argument(call, "multiplier")
	switch growth, ok := u.number(multiplier); {
	case ok && growth > 1:
		u.exponential(found, no, argument(call, "maxdelay"), false)
	case multiplier != nil && !ok:
		found.growsElsewhere()
	}
	u.growthExpressed(found, argument(call, "multiplierstring"), is(argument(call, "maxdelay", "maxdelaystring") != nil))
	found.jitter = is(argument(call, "jitter", "jitterstring") != nil)
	types := argument(call, "includes", "value")
	if types == nil {
		types = positional(call, 0)
	}
	if types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	if argument(call, "excludes") != nil && found.clientErrors == yes {
		found.clientErrors, found.why = unknown, "which refusals are among the errors that it leaves out is not told"
	}
	return found
}

// springCore is RetryTemplate of Spring 7, with the same defaults.
func (u *unit) springCore(call *program.Node) *retry {
	found := plain("Spring")
	found.bounded, found.attempts, found.backoff = yes, 4, "fixed"
	known := false
	var longest *program.Node
	grows := false
	u.policy(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "RetryTemplate", "builder", "withDefaults":
			known = known || name != "RetryTemplate" || first == nil
		case "maxRetries", "withMaxRetries":
			known = true
			u.count(found, first, 1, 0)
		case "maxDelay":
			longest = first
		case "multiplier":
			growth, ok := u.number(first)
			grows = !ok || growth > 1
		case "jitter":
			found.jitter = yes
		case "predicate":
			u.retriedIf(found, first)
		case "includes":
			found.clientErrors, found.rateLimits = u.typesOf(made)
		case "excludes":
			found.clientErrors, found.why = unknown, "which refusals are among the errors that it leaves out is not told"
		}
	})
	if !known {
		return opaque("Spring", call)
	}
	if grows {
		u.exponential(found, found.jitter, longest, false)
	}
	u.listened(found, "setRetryListener")
	return found
}

// retryTopic is @RetryableTopic of Spring for Kafka, which makes three attempts a second
// apart by topics of their own, and logs them.
func (u *unit) retryTopic(name string, call *program.Node) *retry {
	if name != "RetryableTopic" {
		return nil
	}
	found := plain("Spring for Kafka")
	found.bounded, found.backoff, found.logged = yes, "fixed", yes
	u.springBackoff(found, argument(call, "backoff"))
	if types := argument(call, "include"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	if argument(call, "exclude", "excludenames", "includenames") != nil {
		found.clientErrors, found.why = unknown, "which refusals are among the errors that it leaves out is not told"
	}
	return found
}
