package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// attributed is the retry that an attribute asks the host of a function or of a job for, and
// whether it is such an attribute: one of no attempts asks for none. The host logs each try,
// and runs all of the function again whatever went wrong.
func (u *unit) attributed(attribute *program.Node) (found *retry, known bool) {
	found = &retry{present: yes, node: attribute, clientErrors: yes, rateLimits: yes, logged: yes}
	found.by = strings.TrimSuffix(decoratorName(attribute), "Attribute")
	switch found.by {
	case "FixedDelayRetry":
		found.backoff, found.capped, found.jitter = "fixed", yes, no
		u.count(found, positional(attribute, 0), 1, 1)
	case "ExponentialBackoffRetry":
		u.count(found, positional(attribute, 0), 1, 1)
		u.exponential(found, yes, nil, true)
	case "AutomaticRetry":
		if value, ok := u.number(argument(attribute, "attempts")); ok && value == 0 {
			return nil, true
		}
		return opaque("Hangfire", attribute), true
	default:
		return nil, false
	}
	return found, true
}

// redelivered is the retry that MassTransit is told to make of the messages of a consumer.
func (u *unit) redelivered(function *program.Node) *retry {
	if u.language != syntax.CSharp || !slices.ContainsFunc(function.All(program.Param), isRequestParameter) {
		return nil
	}
	for _, name := range []string{"UseMessageRetry", "UseDelayedRedelivery"} {
		for _, use := range u.uses[name] {
			return opaque("MassTransit", use)
		}
	}
	return nil
}
