package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// tenacityWait reads how long tenacity waits: by one of its own waits, by several that are added or
// come one after another, or by a function of the text.
func (u *unit) tenacityWait(found *retry, wait *program.Node) {
	if wait == nil || wait.Name == "wait_none" {
		return
	}
	found.jitter = no
	if !u.waitPart(found, wait, shallow) {
		found.backoff, found.capped, found.jitter = "", unknown, unknown
		found.why = "how long it waits is made by what stands elsewhere"
	}
}

// waitPart adds one wait to what is known of a delay, and says whether it could be read.
func (u *unit) waitPart(found *retry, wait *program.Node, steps int) bool {
	if wait == nil || steps == 0 {
		return false
	}
	switch wait.Kind {
	case program.Function:
		return u.waitOf(found, wait)
	case program.Operation: // wait_fixed(1) + wait_random(0, 2)
		return u.waitParts(found, wait.Children, steps)
	case program.Call:
		return u.waitCall(found, wait, steps)
	case program.Name, program.Member:
		if value := u.constant(wait); value != nil {
			return u.waitPart(found, value, steps-1)
		}
		if functions := u.called(wait); len(functions) == 1 {
			return u.waitOf(found, functions[0])
		}
	}
	return false
}

func (u *unit) waitParts(found *retry, parts []*program.Node, steps int) bool {
	known := true
	for _, each := range parts {
		known = u.waitPart(found, each, steps-1) && known
	}
	return known
}

func (u *unit) waitCall(found *retry, call *program.Node, steps int) bool {
	limit := argument(call, "max")
	if limit == nil {
		limit = positional(call, 1)
	}
	switch callee(call) {
	case "wait_exponential":
		u.exponential(found, found.jitter, limit, false)
	case "wait_exponential_jitter", "wait_random_exponential", "wait_full_jitter":
		u.exponential(found, yes, limit, false)
	case "wait_incrementing":
		u.atLeast(found, "linear")
		found.capped = yes
	case "wait_fixed":
		u.atLeast(found, "fixed")
	case "wait_random":
		found.jitter = yes
		u.atLeast(found, "fixed")
	case "wait_none":
	case "wait_combine":
		return u.waitParts(found, call.All(program.Argument), steps)
	case "wait_chain":
		if !u.waitParts(found, call.All(program.Argument), steps) {
			return false
		}
		if found.backoff == "fixed" {
			found.backoff, found.why = "", "it waits for one after another of a list"
		}
	default:
		for _, method := range u.calledObject(call.Child(program.Callee)) {
			return u.waitOf(found, method) // of a class of the text
		}
		return false
	}
	return true
}

// waitOf is a wait that a function makes, which is told of the attempt.
func (u *unit) waitOf(found *retry, function *program.Node) bool {
	made := &retry{bounded: found.bounded, attempts: found.attempts}
	u.pollyFunction(made, function)
	if made.backoff == "" || made.backoff == "fixed" && u.asksWhat(function) {
		return false
	}
	u.atLeast(found, made.backoff)
	if found.backoff == made.backoff {
		found.capped = made.capped
	}
	if made.jitter == yes || found.jitter != yes && made.jitter == unknown {
		found.jitter = made.jitter
	}
	return true
}

// asksWhat says whether a function asks what it is told for anything: its answer may be another each
// time, as that of an error which says when to come again.
func (u *unit) asksWhat(function *program.Node) bool {
	return function.Child(program.Body).Find(func(n *program.Node) bool {
		return n.Kind == program.Name && !isSelf(n.Name) && u.isParameter(n)
	}) != nil
}
