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

// policyOf is the policy that a function of the text makes.
func (u *unit) policyOf(called *program.Node, steps int) *retry {
	for _, function := range u.called(called) {
		made := function.Child(program.Body)
		if made != nil && made.Kind == program.Block && len(made.Children) > 0 {
			last := made.Children[len(made.Children)-1]
			if made = nil; last.Kind == program.Return && len(last.Children) == 1 {
				made = last.Children[0]
			}
		}
		if found := u.retryingWithin(made, steps-1); found != nil {
			return found
		}
	}
	return nil
}

// runsElsewhere says whether a call is handed to an object that the text was given, by a method
// whose name says no more than that it runs it: what it does besides is not told.
func (u *unit) runsElsewhere(called *program.Node) bool {
	object := called.Child(program.Obj)
	written := func(function *program.Node) bool { return function.Child(program.Body) != nil }
	if u.language != syntax.CSharp || object == nil || slices.ContainsFunc(u.called(called), written) {
		return false
	}
	switch asked(called.Name) {
	case "run", "execute", "invoke", "call", "perform", "do", "guard", "protect", "send", "try":
		return u.isInjected(object, shallow)
	default:
		return false
	}
}

// isInjected says whether a name stands for a parameter of a type that is written.
func (u *unit) isInjected(name *program.Node, steps int) bool {
	if name.Kind == program.Operation && name.Name == "??" && len(name.Children) > 0 {
		name = name.Children[0] // given ?? throw new ArgumentNullException(…)
	}
	if steps == 0 || name.Kind != program.Name && name.Kind != program.Member {
		return false
	}
	found := valued(u.givenTo(name))
	if len(found) == 0 {
		return false
	}
	if first := found[0]; first.value == nil {
		return first.node.Kind == program.Parameter || first.node.Child(program.Type) != nil
	}
	return u.isInjected(found[0].value, steps-1)
}

// waitsElsewhere says whether something within a node waits by a method of another text.
func (u *unit) waitsElsewhere(within *program.Node) bool {
	return u.language == syntax.CSharp && within.Find(func(n *program.Node) bool {
		if n.Kind != program.Call || positional(n, 0) == nil || len(u.called(n.Child(program.Callee))) > 0 {
			return false
		}
		name := asked(callee(n))
		return name == "wait" || mentions(name, "delay", "backoff", "sleep", "pause")
	}) != nil
}

// asksRefusal says whether a condition is true for one refusal alone, by its number:
// e.StatusCode == 404, and nothing that could be true instead.
func (u *unit) asksRefusal(condition *program.Node) bool {
	if u.language != syntax.CSharp {
		return false
	}
	other := condition.Find(func(n *program.Node) bool {
		return n.Kind == program.Call || n.Kind == program.Operation &&
			slices.Contains([]string{"||", "or", "!", "not", "!=", "?"}, n.Name)
	})
	return other == nil && condition.Find(func(n *program.Node) bool {
		if n.Kind != program.Operation || n.Name != "==" && n.Name != "is" || len(n.Children) != 2 {
			return false
		}
		asked, number := n.Children[0], n.Children[1]
		return asked.Name == "StatusCode" && number.Kind == program.Number && number.Name != "429" &&
			len(number.Name) == 3 && number.Name[0] == '4'
	}) != nil
}

// tellsLogger says whether something within a node calls a method of its own that a logger
// has: logger.UpsertFailed(attempt).
func (u *unit) tellsLogger(within *program.Node) bool {
	return u.language == syntax.CSharp && within.Find(func(n *program.Node) bool {
		if n.Kind != program.Call || mentions(asked(callee(n)), "scope", "isenabled") {
			return false
		}
		told := calledOn(n)
		if first := positional(n, 0); told == nil || !isLogger(told) && first != nil {
			told = first // Messages.UpsertFailed(logger, attempt)
		}
		return told != nil && isLogger(told)
	}) != nil
}

func isLogger(n *program.Node) bool { return strings.HasSuffix(plainName(n.Name), "logger") }

// addsToCounter says whether something within a node is counted by an instrument of .NET.
func (u *unit) addsToCounter(within *program.Node) bool {
	return u.language == syntax.CSharp && within.Find(func(n *program.Node) bool {
		object := n.Child(program.Callee).Child(program.Obj)
		if n.Kind != program.Call || callee(n) != "Add" || object == nil || object.Kind != program.Name {
			return false
		}
		return slices.ContainsFunc(u.bindings(object.Name, object), func(each binding) bool {
			return each.node.Child(program.Type).Find(func(part *program.Node) bool { return part.Name == "Counter" }) != nil
		})
	}) != nil
}
