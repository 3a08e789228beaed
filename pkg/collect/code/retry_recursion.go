package code

import (
	"math"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// logs says whether something within a node is logged or counted.
func logs(within *program.Node) bool { return within.Find(isLog) != nil }

func isLog(n *program.Node) bool {
	if n.Kind != program.Call {
		return false
	}
	called := n.Child(program.Callee)
	if called == nil {
		return false
	}
	object := called.Child(program.Obj)
	if called.Name == "Error" && (object == nil || n.Child(program.Argument) == nil) ||
		object != nil && object.Name == "fmt" {
		return false // the text of an error, and making one
	}
	switch plainName(called.Name) {
	case "print", "warn", "warning", "info", "debug", "error", "exception", "log", "increment", "incr", "inc",
		"capturemessage", "printstacktrace", "captureexception", "addevent", "count", "printf", "println", "trace",
		"emit", "record", "writeline", "writelineasync", "loginformation", "warnf", "errorf", "infof", "warnw",
		"warncontext", "errorcontext", "infocontext",
		"msg", "msgf", "logwarning", "logerror", "addbreadcrumb", "histogram", "echo", "secho", "printexc",
		"printexception", "recordexception", "noticeerror", "addmetric", "putmetric", "recordmetric",
		"tracewarning", "traceerror", "traceinformation", "information", "verbose", "severe", "fine",
		"infoformat", "warnformat", "errorformat", "debugformat":
		return true
	case "write":
		return object != nil && (object.Name == "stderr" || object.Name == "stdout")
	}
	if called.Name == "add" && object != nil { // of a counter
		return mentions(plainName(object.Name), "retr", "counter", "metric", "attempt")
	}
	return strings.HasPrefix(plainName(called.Name), "log")
}

// recursion is the retry of a function that calls itself where it has caught an error.
func (u *unit) recursion(function, call *program.Node) *retry {
	name := ownName(function)
	if u.language == syntax.Go {
		return u.golangFunction(function, call, name)
	}
	if name == "" {
		return nil
	}
	if handlers := promised(function, call); isScript(u.language) && len(handlers) > 0 {
		return u.recursionIn(function, handlers, name)
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try || n == function })
	if try == nil || try.Kind != program.Try || !inBody(call, try) {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		if label := handler.Find(goesToLabel); label != nil && u.language == syntax.CSharp {
			return opaque("goto", label)
		}
	}
	return u.recursionIn(function, try.All(program.Caught), name)
}

// promised are the functions that are given to catch of the promise that a call makes.
func promised(function, call *program.Node) []*program.Node {
	var found []*program.Node
	for up := call; up != function && up.Parent != nil && up.Kind != program.Function; up = up.Parent {
		if up.Kind == program.Call && callee(up) == "catch" && call.Within(up.Child(program.Callee)) {
			if handler := positional(up, 0); handler != nil && handler.Kind == program.Function {
				found = append(found, handler)
			}
		}
	}
	return found
}

// recursionIn is the retry of a handler that calls the function around it once more.
func (u *unit) recursionIn(function *program.Node, handlers []*program.Node, name string) *retry {
	for _, handler := range handlers {
		again := handler.Find(func(n *program.Node) bool { return callsItself(n, function, name) })
		if again == nil || sendsLess(handler) {
			continue
		}
		if handler.Find(func(n *program.Node) bool { return n != again && callsItself(n, function, name) }) != nil {
			return opaque("recursion", again) // it sends parts of what was refused
		}
		found := &retry{present: yes, by: "recursion", node: again, logged: is(logs(handler))}
		found.bounded, found.attempts = u.recursionEnds(function, handler)
		u.delay(found, handler, function)
		if found.backoff == "fixed" && changesArgument(again) {
			found.backoff = "exponential"
			found.capped = either(no, is(found.bounded == yes))
		}
		client, limits := u.caught(handler)
		found.clientErrors, found.rateLimits = u.filtered(handler, again, client, limits)
		return found
	}
	return nil
}

// callsItself says whether a call within a function is of the same function, and not of a
// method of something else by the same name.
func callsItself(call, function *program.Node, name string) bool {
	if call.Kind != program.Call || callee(call) != name {
		return false
	}
	object, class := calledOn(call), classOf(function)
	return object == nil || isSelf(object.Name) || class == nil || object.Kind == program.Name && object.Name == class.Name
}

// recursionEnds says whether a comparison decides about trying again, and after how many tries;
// zero where that is not told.
func (u *unit) recursionEnds(function, handler *program.Node) (tri, int) {
	ends := handler.Find(func(n *program.Node) bool {
		return (n.Kind == program.If || n.Kind == program.Operation && n.Name == "?") && compares(n.Child(program.Condition))
	})
	if ends != nil {
		return yes, u.triesTo(ends.Child(program.Condition))
	}
	if compares(handler.Child(program.Condition)) {
		return yes, 0
	}
	ends = function.Find(func(n *program.Node) bool {
		return n.Kind == program.If && n.Child(program.Condition).Find(func(part *program.Node) bool {
			return part.Kind == program.Name && u.isParameter(part) && soundsLikeCount(part.Name)
		}) != nil
	})
	return is(ends != nil), 0
}

// triesTo is how often a function runs until a comparison of its count with a number ends it,
// where the count begins with the default of a parameter: attempt=1 and attempt < 3 are three.
func (u *unit) triesTo(condition *program.Node) int {
	var begin *program.Node
	compared := condition.Find(func(n *program.Node) bool {
		if n.Kind != program.Operation || len(n.Children) != 2 || !isOneOf(n.Name, []string{"<", "<=", ">", ">="}) {
			return false
		}
		for _, each := range u.givenTo(n.Children[0]) {
			if each.node.Kind == program.Parameter {
				begin = each.node.Child(program.Value)
			}
		}
		return begin != nil
	})
	if compared == nil {
		return 0
	}
	first, counted := u.number(begin)
	last, known := u.number(compared.Children[1])
	if !counted || !known {
		return 0
	}
	tries := int(math.Abs(last-first)) + 1
	if upward := last >= first; upward && (compared.Name == "<=" || compared.Name == ">") ||
		!upward && (compared.Name == ">=" || compared.Name == "<") {
		tries++
	}
	return tries
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
