package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// statuses is what a condition asks of an error.
type statuses struct {
	limit   bool // 429 is named
	server  bool // 5xx are named
	refused bool // 4xx but 429 are named
	named   bool // refusals are named one by one, which leaves 429 out
	numbers int  // how many of them are, by their numbers
	foreign bool // it is asked elsewhere
	unnamed bool // a status is named whose number stands elsewhere, or of which there is a part
	text    bool // only a text is asked for that says nothing here
	negated bool // the condition is true for what it does not name
}

// shallow is how many names of names a condition is followed to.
const shallow = 3

// statuses reads a condition, nil where it asks nothing of an error.
func (u *unit) statuses(condition *program.Node, steps int) *statuses {
	if condition == nil || steps == 0 {
		return nil
	}
	all, asked := &statuses{}, false
	condition.Walk(func(n *program.Node) bool {
		switch n.Kind {
		case program.Number, program.String, program.Pattern:
			asked = all.status(n) || asked
		case program.Entry: // {429: true}; a key of Go's maps stands in it
			asked = u.language != syntax.Go && all.status(n) || asked
		case program.Name, program.Member:
			known := u.statusName(all, n, steps)
			all.unnamed = all.unnamed || !known && u.isStatusElsewhere(n)
			asked = known || asked
		case program.Operation:
			all.negated = all.negated || negates(n)
		}
		return true
	})
	if !asked {
		return nil
	}
	return all
}

// negates says whether an operation is true for what it does not name: not in (429, 503),
// status != 429, status < 500.
func negates(n *program.Node) bool {
	switch n.Name {
	case "not", "!", "notin", "not in":
		return true
	case "!=", "!==":
		return n.Find(is429) != nil || n.Find(namesLimit) != nil
	case "<":
		return n.Find(is429) != nil || n.Find(is500) != nil
	default:
		return false
	}
}

// namesLimit knows Status.Code.RESOURCE_EXHAUSTED and its like, and the error that the SDK of
// TypeScript makes of each status that has none of its own, as 429.
func namesLimit(n *program.Node) bool {
	return (n.Kind == program.Name || n.Kind == program.Member) &&
		mentions(plainName(n.Name), "ratelimit", "toomany", "resourceexhausted", "unmappedhttp")
}

func is429(n *program.Node) bool { return n.Kind == program.Number && n.Name == "429" }
func is500(n *program.Node) bool { return n.Kind == program.Number && n.Name == "500" }

func (s *statuses) status(n *program.Node) bool {
	text := strings.ToLower(n.Name)
	switch {
	case n.Kind == program.Pattern,
		n.Kind == program.String && strings.Contains(text, "|"): // re.search("429|503", str(e))
		return s.pattern(text)
	case mentions(text, "429", "unmappedhttp"), saysLimit(text):
		s.limit = true
	case len(text) == 3 && text[0] == '5', strings.Contains(text, "503"), n.Kind == program.String && isOutage(text):
		s.server = true
	case len(text) == 3 && text[0] == '4':
		s.refused = true
		if !isBound(n) {
			s.numbers++
		}
	default:
		s.unnamed = s.unnamed || isPartOfStatus(n)
		return false
	}
	return true
}

// saysLimit knows the words by which a message tells of a limit.
func saysLimit(text string) bool {
	return mentions(text, "rate limit", "too many", "resource_exhausted", "rate_limit")
}

// isPartOfStatus is the "5" that a message is asked for, which may be of 500 as of 405.
func isPartOfStatus(n *program.Node) bool {
	if n.Kind != program.String || n.Name == "" || len(n.Name) > 2 || strings.Trim(n.Name, "0123456789") != "" {
		return false
	}
	around := n.Parent
	if n.Role == program.Argument {
		return isOneOf(callee(around), []string{"includes", "contains", "contain"})
	}
	return around != nil && around.Kind == program.Operation && (around.Name == "in" || around.Name == "not in") &&
		around.First() == n
}

// pattern reads what a regular expression asks of the text of an error: 429|5\d\d.
func (s *statuses) pattern(text string) bool {
	asked := false
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|()", r) }) {
		part = strings.NewReplacer(`\b`, "", "^", "", "$", "").Replace(part)
		switch {
		case mentions(part, `5\d`, "5[", "50[", "5.."):
			s.server = true
		case mentions(part, `4\d`, "4[", "40[", "4.."):
			s.refused = true
		case !s.status(&program.Node{Kind: program.String, Name: part}):
			continue
		}
		asked = true
	}
	return asked
}

// isBound says whether a number is the end of a range: status >= 400.
func isBound(n *program.Node) bool {
	return n.Parent != nil && n.Parent.Kind == program.Operation && strings.ContainsAny(n.Parent.Name, "<>")
}

// isOutage knows the words, codes and names of errors that are no answer to a request.
func isOutage(text string) bool {
	return mentions(text, "unavailable", "timeout", "timed out", "etimedout", "connection", "econn", "epipe", "eai_again",
		"network", "socket hang up", "fetch failed", "overloaded", "gateway", "internal server")
}

// asksText is a condition that asks the error for a text that says nothing here, so that what
// it lets be tried again cannot be told; nil where a condition does not.
func asksText(condition, handler *program.Node) *statuses {
	if handler.Name == "" || condition.Find(named(handler.Name)) == nil {
		return nil
	}
	text := condition.Find(func(n *program.Node) bool { return n.Kind == program.String && n.Name != "" })
	if text == nil {
		return nil
	}
	return &statuses{text: true, negated: condition.Find(negates) != nil}
}

// statusName reads a name in a condition: a type of errors, a set of statuses, a function
// that decides.
func (u *unit) statusName(all *statuses, n *program.Node, steps int) bool {
	plain := plainName(n.Name)
	switch {
	case n.Role == program.Callee:
		return u.predicate(all, n, steps)
	case namesLimit(n):
		all.limit = true
		return true
	case mentions(plain, "serviceexception", "serviceerror", "unavailable", "internalserver", "connectionerror",
		"timeout"):
		all.server = true
		return true
	}
	if n.Role != program.Obj && mentions(plain, "invalidargument", "unauthenticated", "permissiondenied", "notfound",
		"badrequest", "unauthorized", "forbidden", "failedprecondition") {
		all.refused, all.named = true, true
		return true
	}
	if value := u.constant(n); value != nil {
		if isGivenError(value) && u.judged(all, value, steps-1) {
			return true
		}
		if inner := u.statuses(madeOf(value), steps-1); inner != nil {
			all.add(inner)
			return true
		}
	}
	if u.language == syntax.CSharp && plain == "statuscode" && n.Kind == program.Member && n.Role != program.Obj {
		all.foreign = true // a number that nothing here knows
		return true
	}
	if mentions(plain, "retryable", "retriable", "transient") {
		all.foreign = true
		return true
	}
	return false
}

// judged reads what a function said of an error before: again := retryable(err). One of another package
// of Go may say anything; in other languages a decision that stands elsewhere is looked for by itself.
func (u *unit) judged(all *statuses, call *program.Node, steps int) bool {
	called := call.Child(program.Callee)
	if len(u.called(called)) > 0 {
		return u.predicate(all, called, steps)
	}
	all.foreign = all.foreign || u.language == syntax.Go
	return u.language == syntax.Go
}

func isGivenError(call *program.Node) bool {
	return call.Kind == program.Call && call.Child(program.Callee) != nil &&
		slices.ContainsFunc(call.All(program.Argument), func(each *program.Node) bool {
			return each.Kind == program.Name &&
				isOneOf(each.Name, []string{"e", "ex", "exc", "err", "error", "exception", "lasterr", "lasterror"})
		})
}

// madeOf leaves the name of a class out of an object that is made by it: RetryBudget(60).
func madeOf(value *program.Node) *program.Node {
	if value.Kind != program.Call {
		return value
	}
	parts := &program.Node{Kind: program.Other, Start: value.Start, End: value.End, Parent: value.Parent}
	for _, child := range value.Children {
		if child.Role != program.Callee {
			parts.Children = append(parts.Children, child)
		}
	}
	return parts
}

func (s *statuses) add(other *statuses) {
	s.limit, s.server = s.limit || other.limit, s.server || other.server
	s.named, s.numbers = s.named || other.named, s.numbers+other.numbers
	s.refused, s.foreign = s.refused || other.refused, s.foreign || other.foreign
	s.unnamed = s.unnamed || other.unnamed
}

func (u *unit) predicate(all *statuses, called *program.Node, steps int) bool {
	functions := u.called(called)
	for _, function := range functions {
		if inner := u.statuses(function.Child(program.Body), steps-1); inner != nil {
			all.add(inner)
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

// isStatusElsewhere says whether a status is compared with a name that nothing here gives a
// number: error.status == SLOW_DOWN, error.status >= LEAST.
func (u *unit) isStatusElsewhere(n *program.Node) bool {
	compared, of := n.Parent, n.Child(program.Obj)
	if n.Name == "undefined" || compared == nil || compared.Kind != program.Operation || len(compared.Children) != 2 ||
		!isOneOf(compared.Name, []string{"==", "===", "!=", "!==", "<", "<=", ">", ">="}) {
		return false
	}
	if of != nil && mentions(plainName(of.Name), "status", "code") {
		return false // codes.Aborted
	}
	other := compared.First()
	if other == n {
		other = compared.Children[1]
	}
	if !mentions(plainName(other.Name), "status", "code") {
		return false
	}
	value := u.constant(n)
	return value == nil || value.Find(isToldOutside) != nil
}

// isToldOutside is what the environment says: int(os.environ["STATUS"]), process.env.STATUS.
func isToldOutside(n *program.Node) bool {
	switch n.Kind {
	case program.Member, program.Name:
		return isOneOf(n.Name, []string{"environ", "getenv", "env", "getenvironmentvariable"})
	default:
		return false
	}
}
