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

// errorTypeOf is errorType of a class of errors: what one of the application's stands for,
// which passes by its name, only the application knows.
func (u *unit) errorTypeOf(named *program.Node) (client, limits tri) {
	client, limits = errorType(named.Name)
	if client == no && limits == no && u.isOwnError(named) {
		return no, unknown
	}
	return client, limits
}

func (u *unit) isOwnError(named *program.Node) bool {
	if named.Kind != program.Name || isBuilt(u.language) || u.language == syntax.Go {
		return false
	}
	for _, each := range u.bindings(named.Name, named) {
		if each.node.Kind == program.Class {
			return true
		}
	}
	module, _ := split(u.origin(named))
	library, _, _ := strings.Cut(module, ".")
	switch library {
	case "", "pinecone", "urllib3", "requests", "httpx", "httpcore", "aiohttp", "grpc", "socket", "ssl", "asyncio",
		"http", "concurrent", "google", "builtins", "@pinecone-database/pinecone", "undici", "axios":
		return false
	default:
		return true
	}
}
