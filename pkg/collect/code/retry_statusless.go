package code

import "github.com/pinelint/pinelint/pkg/collect/code/program"

// noStatus is what a retry asks for in vain.
const noStatus = "it asks for a status, which errors of Pinecone's SDK for TypeScript do not have: " +
	"ask for the classes in Errors, or for what the message says"

// withoutStatus is a retry around a call of the SDK for TypeScript. Its errors have what went
// wrong in their class and in the message, and no status in any version until 9 (src/errors/http.ts
// and base.ts of pinecone-ts-client), so that a condition on a status is never met, whatever
// was meant to be tried again by it.
func (u *unit) withoutStatus(found *retry) *retry {
	in := u
	if found.in != nil {
		in = found.in
	}
	if found.present != yes || found.node == nil || !isScript(in.language) ||
		found.clientErrors == unknown && found.rateLimits == unknown {
		return found
	}
	around := found.node
	if function := enclosing(around); found.by == "recursion" && function != nil {
		around = function
	}
	if status, other := in.asksFor(around, shallow); !status || other {
		return found
	}
	own := *found
	own.clientErrors, own.rateLimits, own.why = unknown, unknown, noStatus
	return &own
}

// asksFor says whether what is within a node asks an error for its status, and whether it asks
// for what tells 429 otherwise.
func (u *unit) asksFor(within *program.Node, steps int) (status, other bool) {
	within.Walk(func(n *program.Node) bool {
		switch {
		case n.Kind == program.Member && isOneOf(plainName(n.Name), []string{"status", "statuscode", "httpstatus"}):
			status = true
		case n.Kind == program.String && mentions(n.Name, "429"), n.Kind == program.Pattern && mentions(n.Name, "429"),
			namesLimit(n):
			other = true
		case n.Kind == program.Name && steps > 0:
			for _, function := range u.called(n) {
				if n.Within(function) {
					continue
				}
				more, besides := u.asksFor(function.Child(program.Body), steps-1)
				status, other = status || more, other || besides
			}
		}
		return true
	})
	return status, other
}
