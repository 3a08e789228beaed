package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// errors reads which errors a try statement goes on after.
func (u *unit) errors(found *retry, try *program.Node) {
	client, limits := no, no
	refusalsLeave, allTaken := 0, false
	for _, handler := range try.All(program.Caught) {
		if sendsLess(handler) {
			continue
		}
		byType, limit := u.caught(handler)
		if allTaken {
			byType, limit = no, no
		}
		allTaken = allTaken || takesAnswers(handler)
		if !handlerGoesOn(handler) {
			if test := handler.Child(program.Condition); test != nil {
				byType, limit = u.caughtWhen(test, byType, limit)
			}
			if byType == yes && limit == no {
				refusalsLeave += refusals(handler)
			}
			continue
		}
		byType = lessRefusals(byType, refusalsLeave) // a handler before it has some
		if test := handler.Child(program.Condition); test != nil {
			byType, limit = u.caughtWhen(test, byType, limit)
		} else if byType != no {
			byType, limit = u.filtered(handler, nil, byType, limit)
		}
		client, limits = either(client, byType), either(limits, limit)
	}
	found.clientErrors, found.rateLimits, found.types = client, limits, u.givenTypes(try)
	if client == unknown || limits == unknown {
		found.why = "which errors it repeats is decided by what stands elsewhere"
	}
}

// takesAnswers says whether a handler takes every error by which Pinecone answers, so that those
// after it get none: except PineconeApiException.
func takesAnswers(handler *program.Node) bool {
	isAnswer := func(n *program.Node) bool {
		return (n.Kind == program.Name || n.Kind == program.Member) &&
			isOneOf(n.Name, []string{"pineconeexception", "pineconeapiexception", "pineconeerror", "pineconeapierror"})
	}
	return handler.Child(program.Condition) == nil &&
		slices.ContainsFunc(handler.All(program.Type), func(each *program.Node) bool { return each.Find(isAnswer) != nil })
}

// mostRefusals is how many kinds of refusals are as good as all of them.
const mostRefusals = 3

// refusals is how many kinds of refusals a handler takes, which it says are some.
func refusals(handler *program.Node) int {
	if handler.Child(program.Condition) != nil {
		return mostRefusals
	}
	kinds := 0
	for _, each := range handler.All(program.Type) {
		each.Walk(func(n *program.Node) bool {
			if n.Kind != program.Name && n.Kind != program.Member {
				return true
			}
			kinds++
			return false
		})
	}
	return kinds
}

// lessRefusals says whether refusals are left of an error, where handlers have taken some
// kinds: of one, most are; of two, that cannot be told.
func lessRefusals(client tri, taken int) tri {
	switch {
	case client != yes || taken == 0 || taken == 1:
		return client
	case taken < mostRefusals:
		return unknown
	default:
		return no
	}
}

// caughtWhen reads the condition under which a handler catches: catch (…) when (…).
func (u *unit) caughtWhen(test *program.Node, byType, limit tri) (client, limits tri) {
	client, limits = u.caughtByName(test, byType, limit)
	repeated := u.whereMet(test)
	return repeated.beside(repeated.refusals(), byType, client), repeated.beside(repeated.limits(), limit, limits)
}

// caughtByName is caughtWhen by what a condition names.
func (u *unit) caughtByName(test *program.Node, byType, limit tri) (client, limits tri) {
	tested := u.statuses(test, shallow)
	switch {
	case tested == nil && test.Find(isCall) == nil:
		return byType, limit // it asks something else: attempt < most
	case tested != nil && u.asksRefusal(test):
		return yes, is(tested.limit)
	case tested == nil, tested.untold():
		return unknown, unknown
	case tested.negated:
		return tested.hedged(no, is(!tested.limit))
	default:
		return tested.hedged(is(tested.refused && !tested.server), is(tested.limit))
	}
}

func isCall(n *program.Node) bool { return n.Kind == program.Call }

func either(a, b tri) tri {
	switch {
	case a == yes || b == yes:
		return yes
	case a == unknown || b == unknown:
		return unknown
	default:
		return no
	}
}

// caught says of the types that a handler catches whether refusals are among them, and
// whether 429 is.
func (u *unit) caught(handler *program.Node) (client, limits tri) {
	named := handler.All(program.Type)
	if len(named) == 0 {
		return yes, yes
	}
	client, limits = no, no
	for _, each := range named {
		refused, limited := u.typesIn(each)
		client, limits = either(client, refused), either(limits, limited)
	}
	return client, limits
}

// givenTypes is the parameter that says alone which errors a try statement goes on after: except
// exceptions. Nil where none does.
func (u *unit) givenTypes(try *program.Node) *program.Node {
	handlers := try.All(program.Caught)
	if len(handlers) != 1 || len(handlers[0].All(program.Type)) != 1 || !handlerGoesOn(handlers[0]) {
		return nil
	}
	named := handlers[0].Child(program.Type)
	isError := func(n *program.Node) bool {
		return n.Kind == program.Name && n.Name == handlers[0].Name && n.Name != ""
	}
	asksError := func(n *program.Node) bool {
		return n.Kind == program.If && n.Child(program.Condition).Find(isError) != nil
	}
	if named.Kind != program.Name || handlers[0].Child(program.Body).Find(asksError) != nil {
		return nil
	}
	if found := u.bindings(named.Name, named); len(found) == 1 && found[0].node.Kind == program.Parameter {
		return found[0].node
	}
	return nil
}

// errorType says of the name of a type of errors whether refusals are among them, and
// whether 429 is.
func errorType(name string) (client, limits tri) {
	plain := strings.ToLower(name)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(plain, part) {
				return true
			}
		}
		return false
	}
	switch {
	case has("ratelimit", "toomany", "throttl", "resourceexhausted"):
		return no, yes
	case has("unmappedhttp"):
		return unknown, yes
	case has("transient"):
		return no, unknown
	case has("interrupted", "cancel"):
		return no, no
	case has("timeout", "connection", "ioexception", "socket", "unavailable", "service", "server",
		"protocol", "network", "maxretry", "httprequestexception",
		"oserror", "gateway"):
		return no, no
	case has("notfound", "unauthorized", "forbidden", "badrequest", "valueerror", "typeerror", "keyerror",
		"argument", "authori", "authenti", "validation"):
		return yes, no
	case plain == "exception", plain == "baseexception", plain == "error", plain == "rpcerror", plain == "throwable",
		plain == "aggregateexception",
		has("pineconeexception", "pineconeapiexception", "pineconeerror", "pineconeapierror", "apiexception",
			"executionexception", "completionexception",
			"apierror", "httperror", "runtimeerror", "rpcerror", "statusruntimeexception", "rpcexception", "statusexception"),
		plain == "runtimeexception":
		return yes, yes
	default:
		return unknown, unknown
	}
}

// filtered reads the conditions on an error in a handler: which of those that it catches
// are tried again.
// again is the call by which a function tries again, nil in a loop.
func (u *unit) filtered(handler, again *program.Node, client, limits tri) (newClient, newLimits tri) {
	newClient, newLimits = u.filteredByName(handler, again, client, limits)
	if handler.Kind != program.Handler {
		return newClient, newLimits
	}
	repeated := u.handled(handler, again)
	return repeated.beside(repeated.refusals(), client, newClient), repeated.beside(repeated.limits(), limits, newLimits)
}

// beside is what a handler does to errors that it takes by their type: where it asks for nothing,
// they alone are what is tried again.
func (r repeats) beside(told, byType, byName tri) tri {
	switch {
	case told == unknown:
		return byName
	case told == yes && (byType == no || byType == unknown && !r.tells()):
		return byType
	default:
		return told
	}
}

// filteredByName is filtered by what the conditions of a handler name.
func (u *unit) filteredByName(handler, again *program.Node, client, limits tri) (newClient, newLimits tri) {
	body := handler.Child(program.Body)
	found, elsewhere := false, false
	body.Walk(func(n *program.Node) bool {
		if n.Kind != program.If {
			return n.Kind != program.Function && n.Kind != program.Assign // a switch that gives a value
		}
		elsewhere = elsewhere || decidesElsewhere(n, handler)
		tested := u.statuses(n.Child(program.Condition), shallow)
		if tested == nil {
			tested = asksText(n.Child(program.Condition), handler)
		}
		if tested == nil || found {
			return true
		}
		found = true
		client, limits = u.verdict(tested, n, body, again)
		return true
	})
	if !found && !isBuilt(u.language) {
		return u.raisedBy(handler, client, limits)
	}
	if !found && elsewhere {
		return unknown, unknown
	}
	return client, limits
}

func isArgument(n *program.Node) bool {
	return n.Role == program.Argument && n.Parent.Kind == program.Call
}

// decidesElsewhere says whether something that is given the error decides whether the tries
// end: if (!classifier.test(e)) throw e.
func decidesElsewhere(test, handler *program.Node) bool {
	if handler.Name == "" || !has(test, program.Raise, program.Return, program.Break) {
		return false
	}
	return test.Child(program.Condition).Find(func(n *program.Node) bool {
		return n.Kind == program.Name && n.Name == handler.Name && (isArgument(n) || n.Up(isArgument) != nil)
	}) != nil
}
