package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// raisedBy reads a function that a handler gives its error to, and that raises some:
// raise_if_permanent(error).
func (u *unit) raisedBy(handler *program.Node, client, limits tri) (newClient, newLimits tri) {
	call := handler.Child(program.Body).Find(func(n *program.Node) bool {
		first := positional(n, 0)
		return n.Kind == program.Call && n.Role == program.None && handler.Name != "" && first != nil &&
			first.Kind == program.Name && first.Name == handler.Name && !logs(n)
	})
	if call == nil || call.Child(program.Callee) == nil {
		return client, limits
	}
	functions := u.called(call.Child(program.Callee))
	for _, function := range functions {
		body := function.Child(program.Body)
		test := body.Find(func(n *program.Node) bool { return n.Kind == program.If && has(n, program.Raise) })
		if test == nil {
			continue
		}
		if tested := u.statuses(test.Child(program.Condition), shallow); tested != nil {
			return u.verdict(tested, test, body, nil)
		}
		return unknown, unknown
	}
	if len(functions) == 0 && mentions(plainName(callee(call)), "raise", "throw", "assert", "ensure", "check") {
		return unknown, unknown
	}
	return client, limits
}

// errorTypeOf is errorType of a class of errors: what one of the application's stands for is told by
// what raises it, whatever it is called.
func (u *unit) errorTypeOf(named *program.Node) (client, limits tri) {
	if u.isOwnError(named) {
		return u.raisedAs(named.Name)
	}
	return errorType(named.Name)
}

// raisedErrors says of the errors that become one of a class of the application's whether refusals
// are among them, and whether 429 is.
type raisedErrors struct{ client, limits tri }

// raisedAs are the errors that become one of a class. Nobody knows where nothing in the text raises it.
func (u *unit) raisedAs(class string) (client, limits tri) {
	if u.raised[class] == nil {
		found := &raisedErrors{}
		found.client, found.limits = u.lookForRaised(class)
		u.raised[class] = found
	}
	return u.raised[class].client, u.raised[class].limits
}

func (u *unit) lookForRaised(class string) (client, limits tri) {
	raised := false
	client, limits = no, no
	uses := u.uses[class]
	for _, use := range uses[:min(nearest, len(uses))] {
		if !isRaised(use) {
			continue
		}
		raised = true
		refused, limited := u.raisedFor(use)
		client, limits = either(client, refused), either(limits, limited)
	}
	if !raised {
		return unknown, unknown
	}
	return client, limits
}

// isRaised says whether a use of a class makes what is raised: raise Again(…), throw new Again(…).
func isRaised(use *program.Node) bool {
	made := use
	if use.Role == program.Callee {
		made = use.Parent
	}
	return made.Parent != nil && made.Parent.Kind == program.Raise && made.Parent.First() == made
}

// raisedFor says for which errors something is raised: those that the handler around it takes and
// that lead there, or those that a condition around it is true for.
func (u *unit) raisedFor(use *program.Node) (client, limits tri) {
	around := use.Up(func(n *program.Node) bool {
		return n.Kind == program.Handler || n.Kind == program.Function || n.Kind == program.If && n.Child(program.Else) == nil
	})
	for around != nil && around.Kind == program.If {
		if repeated := u.whereMet(around.Child(program.Condition)); repeated.tells() {
			return repeated.or(unknown, unknown)
		}
		around = around.Up(func(n *program.Node) bool { return n.Kind == program.Handler || n.Kind == program.Function })
	}
	if around == nil || around.Kind != program.Handler {
		return unknown, unknown
	}
	client, limits = u.caughtPlainly(around)
	repeated := u.handled(around, use)
	return repeated.beside(repeated.refusals(), client, unknown), repeated.beside(repeated.limits(), limits, unknown)
}

// caughtPlainly is what a handler catches by the names of its types, of which the application's own
// say nothing.
func (u *unit) caughtPlainly(handler *program.Node) (client, limits tri) {
	types := handler.All(program.Type)
	if len(types) == 0 {
		return yes, yes
	}
	client, limits = no, no
	for _, each := range types {
		each.Walk(func(n *program.Node) bool {
			if n.Kind != program.Name && n.Kind != program.Member {
				return true
			}
			refused, limited := unknown, unknown
			if !u.isOwnError(n) {
				refused, limited = errorType(n.Name)
			}
			client, limits = either(client, refused), either(limits, limited)
			return false
		})
	}
	return client, limits
}

func (u *unit) isOwnError(named *program.Node) bool {
	if named.Kind != program.Name {
		return false
	}
	for _, each := range u.bindings(named.Name, named) {
		if each.node.Kind == program.Class {
			return true
		}
	}
	if isBuilt(u.language) || u.language == syntax.Go {
		return false
	}
	module, _ := split(u.origin(named))
	library, _, _ := strings.Cut(module, ".")
	switch library {
	case "", "pinecone", "urllib3", "requests", "httpx", "httpcore", "aiohttp", "grpc", "socket", "ssl", "asyncio",
		"http", "concurrent", "google", "builtins", "@pinecone-database/pinecone", "undici", "axios", "botocore", "openai",
		"redis", "cohere", "anthropic":
		return false
	default:
		return true
	}
}
