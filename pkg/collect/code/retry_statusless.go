package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// withoutStatus is a retry around a call whose errors have no status, so that a condition on one
// is never met, whatever was meant to be tried again by it. Those of the SDK for TypeScript have
// what went wrong in their class and in the message, in every version until 9 (src/errors/http.ts
// and base.ts of pinecone-ts-client); by gRPC that for Python makes all into a PineconeException
// with a text (grpc_runner.py of pinecone-python-client).
func (u *unit) withoutStatus(found *retry, transport any) *retry {
	in := u
	if found.in != nil {
		in = found.in
	}
	errors := ""
	switch {
	case isScript(in.language):
		errors = "errors of Pinecone's SDK for TypeScript"
	case in.language == syntax.Python && transport == "grpc":
		errors = "errors of Pinecone's SDK for Python by gRPC"
	}
	if errors == "" || found.present != yes || found.node == nil ||
		found.clientErrors == unknown && found.rateLimits == unknown {
		return found
	}
	around := found.node
	if function := enclosing(around); found.by == "recursion" && function != nil {
		around = function
	}
	if status, other := in.asksFor(around, shallow, map[*program.Node]int{}); !status || other {
		return found
	}
	own := *found
	own.clientErrors, own.rateLimits = unknown, unknown
	own.why = "it asks for a status, which " + errors + " do not have: ask for their class, or for what the message says"
	return &own
}

// asksFor says whether what is within a node asks an error for its status, and whether it asks
// for what tells 429 otherwise. A function that is called is looked at again only where more steps
// are left than the last time that it was seen.
func (u *unit) asksFor(within *program.Node, steps int, seen map[*program.Node]int) (status, other bool) {
	within.Walk(func(n *program.Node) bool {
		switch {
		case (n.Kind == program.Member || n.Kind == program.String) && isStatus(n.Name): // getattr(e, "status")
			status = true
		case n.Kind == program.String && mentions(n.Name, "429"), n.Kind == program.Pattern && mentions(n.Name, "429"),
			namesLimit(n):
			other = true
		case n.Kind == program.Name && steps > 0:
			for _, function := range u.called(n) {
				if n.Within(function) || seen[function] >= steps {
					continue
				}
				seen[function] = steps
				more, besides := u.asksFor(function.Child(program.Body), steps-1, seen)
				status, other = status || more, other || besides
			}
		}
		return true
	})
	return status, other
}

func isStatus(name string) bool {
	return isOneOf(plainName(name), []string{"status", "statuscode", "httpstatus"})
}
