package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// handsOnErrors says whether what Pinecone answers may leave a try statement for the one around it:
// each handler that may take 429 raises, also as another error.
func (u *unit) handsOnErrors(try *program.Node) bool {
	return !slices.ContainsFunc(try.All(program.Caught), func(handler *program.Node) bool {
		_, limits := u.caught(handler)
		return limits == yes && handler.Child(program.Condition) == nil && !has(handler.Child(program.Body), program.Raise)
	})
}

// passedOn is the retry of a call by a try statement without the errors that one between them keeps:
// if (e.status < 500) return null; throw e.
func (u *unit) passedOn(found *retry, try, call, loop *program.Node) *retry {
	for range deepest {
		call = tryAround(call, loop)
		if call == nil || call == try {
			return found
		}
		for _, handler := range call.All(program.Caught) {
			if has(handler.Child(program.Body), program.Return, program.Break) {
				found = u.withoutKept(found, handler)
			}
		}
	}
	return found
}

// withoutKept is a retry without the errors that a handler takes and does not raise. One that takes
// errors of a kind, other than 429, leaves the others.
func (u *unit) withoutKept(found *retry, handler *program.Node) *retry {
	client, limits := u.caught(handler)
	if limits == no {
		return found
	}
	raised := u.triedWith(handler, nil, func(t *trial) tri { return t.run(handler.Child(program.Body)).raises })
	less := *found
	less.clientErrors = lessKept(found.clientErrors, client, raised.refusals())
	less.rateLimits = lessKept(found.rateLimits, limits, raised.limits())
	if less.clientErrors != found.clientErrors || less.rateLimits != found.rateLimits {
		less.why = "a handler within it keeps some errors"
	}
	return &less
}

// lessKept is whether an error is tried again that a handler may take, and may raise.
func lessKept(again, taken, raised tri) tri {
	switch {
	case again == no || taken == no || raised == yes:
		return again
	case taken == yes && raised == no:
		return no
	default:
		return unknown
	}
}
