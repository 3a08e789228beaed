package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// errors reads which errors a try statement goes on after.
func (u *unit) errors(found *retry, try *program.Node) {
	client, limits := no, no
	for _, handler := range try.All(program.Caught) {
		if !handlerGoesOn(handler) {
			continue
		}
		byType, limit := caught(handler)
		if byType != no {
			byType, limit = u.filtered(handler, byType, limit)
		}
		client, limits = either(client, byType), either(limits, limit)
	}
	found.clientErrors, found.rateLimits = client, limits
	if client == unknown || limits == unknown {
		found.why = "which errors it repeats is decided by what stands elsewhere"
	}
}

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
func caught(handler *program.Node) (client, limits tri) {
	named := handler.All(program.Type)
	if len(named) == 0 {
		return yes, yes
	}
	client, limits = no, no
	for _, each := range named {
		each.Walk(func(n *program.Node) bool {
			if n.Kind == program.Name || n.Kind == program.Member {
				refused, limited := errorType(n.Name)
				client, limits = either(client, refused), either(limits, limited)
				return false
			}
			return true
		})
	}
	return client, limits
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
	case has("timeout", "connection", "unavailable", "service", "server", "transient", "protocol", "network", "oserror", "gateway"):
		return no, no
	case has("notfound", "unauthorized", "forbidden", "badrequest", "valueerror", "typeerror", "keyerror", "argument"):
		return yes, no
	case plain == "exception", plain == "baseexception", plain == "error", plain == "rpcerror", plain == "throwable",
		has("pineconeexception", "pineconeapiexception", "pineconeerror", "pineconeapierror", "apiexception",
			"apierror", "httperror", "runtimeerror", "rpcerror"):
		return yes, yes
	default:
		return unknown, unknown
	}
}

// filtered reads the conditions on an error in a handler: which of those that it catches
// are tried again.
func (u *unit) filtered(handler *program.Node, client, limits tri) (newClient, newLimits tri) {
	body := handler.Child(program.Body)
	found := false
	body.Walk(func(n *program.Node) bool {
		if n.Kind != program.If || n.Kind == program.Function {
			return n.Kind != program.Function
		}
		tested := u.statuses(n.Child(program.Condition), deepest)
		if tested == nil || found {
			return true
		}
		found = true
		client, limits = tested.verdict(n, body)
		return true
	})
	return client, limits
}

// statuses is what a condition asks of an error.
type statuses struct {
	limit   bool // 429 is named
	server  bool // 5xx are named
	refused bool // 4xx but 429 are named
	foreign bool // it is asked elsewhere
	negated bool // the condition is true for what it does not name
}

// statuses reads a condition, nil where it asks nothing of an error.
func (u *unit) statuses(condition *program.Node, steps int) *statuses {
	if condition == nil || steps == 0 {
		return nil
	}
	all, asked := &statuses{}, false
	condition.Walk(func(n *program.Node) bool {
		switch n.Kind {
		case program.Number, program.String:
			asked = all.status(n) || asked
		case program.Name, program.Member:
			asked = u.statusName(all, n, steps) || asked
		case program.Operation:
			if n.Name == "not" || n.Name == "!" || n.Name == "notin" || n.Name == "not in" {
				all.negated = true
			}
			if n.Name == "!=" || n.Name == "!==" || n.Name == "<" {
				all.negated = all.negated || n.Find(is429) != nil || n.Find(is500) != nil && n.Name == "<"
			}
		}
		return true
	})
	if !asked {
		return nil
	}
	return all
}

func is429(n *program.Node) bool { return n.Kind == program.Number && n.Name == "429" }
func is500(n *program.Node) bool { return n.Kind == program.Number && n.Name == "500" }

func (s *statuses) status(n *program.Node) bool {
	text := strings.ToLower(n.Name)
	switch {
	case strings.Contains(text, "429"), strings.Contains(text, "rate limit"), strings.Contains(text, "too many"),
		strings.Contains(text, "resource_exhausted"), strings.Contains(text, "rate_limit"):
		s.limit = true
	case len(text) == 3 && text[0] == '5', strings.Contains(text, "503"), strings.Contains(text, "unavailable"):
		s.server = true
	case len(text) == 3 && text[0] == '4':
		s.refused = true
	default:
		return false
	}
	return true
}

// statusName reads a name in a condition: a type of errors, a set of statuses, a function
// that decides.
func (u *unit) statusName(all *statuses, n *program.Node, steps int) bool {
	plain := plainName(n.Name)
	switch {
	case n.Role == program.Callee:
		return u.predicate(all, n, steps)
	case strings.Contains(plain, "ratelimit"), strings.Contains(plain, "toomany"), strings.Contains(plain, "resourceexhausted"):
		all.limit = true
		return true
	case strings.Contains(plain, "serviceunavailable"), strings.Contains(plain, "serviceexception"),
		strings.Contains(plain, "serviceerror"), strings.Contains(plain, "unavailable"),
		strings.Contains(plain, "internalserver"), strings.Contains(plain, "connectionerror"), strings.Contains(plain, "timeout"):
		all.server = true
		return true
	}
	if value := u.constant(n); value != nil {
		if inner := u.statuses(value, steps-1); inner != nil {
			all.limit, all.server = all.limit || inner.limit, all.server || inner.server
			all.refused, all.foreign = all.refused || inner.refused, all.foreign || inner.foreign
			return true
		}
	}
	switch {
	case strings.Contains(plain, "retryable"), strings.Contains(plain, "retriable"), strings.Contains(plain, "transient"):
		all.foreign = true
		return true
	}
	return false
}

func (u *unit) predicate(all *statuses, called *program.Node, steps int) bool {
	functions := u.called(called)
	for _, function := range functions {
		if inner := u.statuses(function.Child(program.Body), steps-1); inner != nil {
			all.limit, all.server = all.limit || inner.limit, all.server || inner.server
			all.refused, all.foreign = all.refused || inner.refused, all.foreign || inner.foreign
			return true
		}
	}
	plain := plainName(called.Name)
	for _, part := range []string{"retry", "retriable", "transient", "ratelimit"} {
		if strings.Contains(plain, part) {
			all.foreign = true
			return true
		}
	}
	return false
}

// verdict says what a condition on an error does to refusals and to 429: it lets them be
// tried again, or it ends the tries.
func (s *statuses) verdict(test, body *program.Node) (client, limits tri) {
	if s.foreign && !s.limit && !s.server {
		return unknown, unknown
	}
	leaves := has(test.Child(program.Body), program.Raise, program.Return, program.Break) &&
		!has(test.Child(program.Body), program.Continue)
	switch {
	case leaves && s.negated: // if status not in (429, 503): raise
		return no, is(s.limit)
	case leaves && s.limit && !s.refused && !s.server: // if status == 429: raise
		return yes, no
	case leaves && s.refused: // if 400 <= status < 500 and status != 429: raise
		return no, is(s.limit)
	case leaves: // if status < 500: raise
		return no, is(s.limit)
	case elseLeaves(test, body): // if status == 429: wait, and else raise
		return is(s.refused), is(s.limit)
	default:
		return yes, yes
	}
}

// elseLeaves says whether what a condition does not name is not tried again.
func elseLeaves(test, body *program.Node) bool {
	if other := test.Child(program.Else); other != nil {
		return ends(other) || has(other, program.Raise, program.Return, program.Break)
	}
	return ends(body)
}

// logs says whether something within a node is logged or counted.
func logs(within *program.Node) bool {
	return within.Find(func(n *program.Node) bool {
		if n.Kind != program.Call {
			return false
		}
		called := n.Child(program.Callee)
		if called == nil {
			return false
		}
		switch plainName(called.Name) {
		case "print", "warn", "warning", "info", "debug", "error", "exception", "log", "increment", "incr", "inc",
			"capturemessage", "captureexception", "addevent", "count", "printf", "println", "trace", "emit", "record",
			"writeline", "loginformation", "logwarning", "logerror", "addbreadcrumb", "histogram":
			return true
		}
		return strings.HasPrefix(plainName(called.Name), "log")
	}) != nil
}

// recursion is the retry of a function that calls itself where it has caught an error.
func (u *unit) recursion(function, call *program.Node) *retry {
	name := ownName(function)
	if name == "" {
		return nil
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try || n == function })
	if try == nil || try.Kind != program.Try || !inBody(call, try) {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		again := handler.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == name })
		if again == nil {
			continue
		}
		found := &retry{present: yes, by: "recursion", node: again, logged: is(logs(handler)), bounded: u.recursionEnds(function, handler)}
		u.delay(found, handler, function)
		if found.backoff == "fixed" && changesArgument(again) {
			found.backoff = "exponential"
			found.capped = either(no, is(found.bounded == yes))
		}
		client, limits := caught(handler)
		found.clientErrors, found.rateLimits = u.filtered(handler, client, limits)
		return found
	}
	return nil
}

// recursionEnds says whether a comparison decides about trying again.
func (u *unit) recursionEnds(function, handler *program.Node) tri {
	ends := handler.Find(func(n *program.Node) bool {
		return (n.Kind == program.If || n.Kind == program.Operation && n.Name == "?") && compares(n.Child(program.Condition))
	})
	if ends == nil {
		ends = function.Find(func(n *program.Node) bool {
			return n.Kind == program.If && n.Child(program.Condition).Find(func(part *program.Node) bool {
				return part.Kind == program.Name && u.isParameter(part) && soundsLikeCount(part.Name)
			}) != nil
		})
	}
	return is(ends != nil)
}

func soundsLikeCount(name string) bool {
	plain := plainName(name)
	return strings.Contains(plain, "retr") || strings.Contains(plain, "attempt") || strings.Contains(plain, "left") ||
		strings.Contains(plain, "tries") || plain == "n"
}

// changesArgument says whether a call hands on a delay that is multiplied: retry(n - 1, wait * 2).
func changesArgument(again *program.Node) bool {
	for _, each := range again.All(program.Argument) {
		if each.Find(func(n *program.Node) bool { return n.Kind == program.Operation && n.Name == "*" }) != nil {
			return true
		}
	}
	return false
}

func isScript(language syntax.Language) bool {
	return language == syntax.TypeScript || language == syntax.TSX
}
