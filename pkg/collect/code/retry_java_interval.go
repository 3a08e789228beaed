package code

import "github.com/pinelint/pinelint/pkg/collect/code/program"

// interval reads a function from the number of an attempt to a delay. What a method of the
// library makes is read where that is called.
func (u *unit) interval(found *retry, given *program.Node) {
	if value := u.constant(given); value != nil {
		given = value
	}
	switch {
	case given.Kind == program.Call && callee(given) == "of" && positional(given, 1) != nil, given.Kind != program.Call:
	default:
		return
	}
	found.backoff, found.capped, found.jitter = "", unknown, unknown
	if given.Kind != program.Function {
		return
	}
	terms := u.terms(given.Child(program.Body), given)
	attempt := given.Child(program.Param)
	found.jitter = terms.jitter()
	switch {
	case terms.find(isPower):
		found.backoff = "exponential"
	case terms.foreign || attempt == nil:
		return
	case terms.find(func(n *program.Node) bool { return n.Kind == program.Name && n.Name == attempt.Name }):
		found.backoff = "linear"
	default:
		found.backoff = "fixed"
	}
	found.capped = u.isCapped(found, terms)
}
