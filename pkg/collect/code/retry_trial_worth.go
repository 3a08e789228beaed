package code

import (
	"math"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// worth is what an expression comes to in a trial.
type worth struct {
	is     sort
	number float64
	text   string
}

// sort is of what sort a value is.
type sort int

const (
	unclear sort = iota
	foreign      // it has nothing to do with the error
	number
	text
	null
	theError
	theStatus
	theMessage
	theClass
)

// worth is what an expression comes to.
func (t *trial) worth(n *program.Node) worth {
	if *t.work--; *t.work < 0 || n == nil {
		return worth{}
	}
	switch n.Kind {
	case program.String:
		return t.worthOfString(n)
	case program.Constant:
		if n.Name == "null" {
			return worth{is: null}
		}
	case program.Name, program.Member:
		return t.worthOfName(n)
	case program.Call:
		return t.worthOfCall(n)
	case program.Subscript:
		if n.Child(program.Index).Find(isStatusKey) != nil {
			return worth{is: theStatus}
		}
	case program.Operation:
		return t.worthOfOperation(n)
	case program.Keyword:
		return t.worth(n.Child(program.Value))
	}
	if value, ok := t.u.number(n); ok {
		return worth{is: number, number: value}
	}
	return t.other(n)
}

func isStatusKey(n *program.Node) bool { return n.Kind == program.String && isStatusWord(n.Name) }

func (t *trial) worthOfString(n *program.Node) worth {
	if len(n.Children) == 1 && n.Name == "" { // `${error}`
		return t.asText(n.First())
	}
	return worth{is: text, text: n.Name}
}

// other is something that is not read: it is about the error, or not.
func (t *trial) other(n *program.Node) worth {
	if t.isAboutError(n, shallow) {
		return worth{}
	}
	return worth{is: foreign}
}

func (t *trial) worthOfName(n *program.Node) worth {
	if given, ok := t.parameter(n); ok {
		return given
	}
	if named, ok := namedStatus(n); ok {
		return worth{is: number, number: float64(named)}
	}
	if n.Kind == program.Member {
		return t.worthOfMember(n)
	}
	if t.isError(n) {
		return worth{is: theError}
	}
	if value, ok := t.worthOfConstant(n); ok {
		return value
	}
	switch found := t.u.bindings(n.Name, n); {
	case isErrorWord(n.Name):
		return worth{is: theError}
	case isStatusWord(n.Name) && (len(found) == 0 || found[0].value == nil || t.isAboutError(found[0].value, shallow)):
		return worth{is: theStatus}
	default:
		return t.other(n)
	}
}

// isError says whether a name is what a handler calls its error, or what one is called in Go.
func (t *trial) isError(n *program.Node) bool {
	return t.within.Kind == program.Handler && n.Name == t.within.Name && n.Name != "" ||
		t.u.language == syntax.Go && isErrorWord(n.Name)
}

// worthOfConstant is what the one thing comes to that a name stands for.
func (t *trial) worthOfConstant(n *program.Node) (worth, bool) {
	if value := t.u.constant(n); value != nil && t.calls > 0 {
		inner := *t
		inner.calls--
		return inner.worth(value), true
	}
	value, ok := t.u.number(n)
	return worth{is: number, number: value}, ok
}

// parameter is what a name stands for that is one.
func (t *trial) parameter(n *program.Node) (worth, bool) {
	if n.Kind != program.Name || len(t.given) == 0 {
		return worth{}, false
	}
	for _, each := range t.u.bindings(n.Name, n) {
		if given, ok := t.given[each.node]; ok {
			return given, true
		}
	}
	return worth{}, false
}

func (t *trial) worthOfMember(n *program.Node) worth {
	switch plain := plainName(n.Name); {
	case isStatusWord(n.Name):
		return worth{is: theStatus}
	case plain == "value" || plain == "response" || plain == "cause":
		return t.worth(n.Child(program.Obj)) // StatusCode.value, e.response.status
	case isOneOf(plain, []string{"message", "body", "reason", "details", "args"}) && t.isAboutError(n, shallow):
		return worth{is: theMessage}
	case (plain == "name" || plain == "simplename") && t.isAboutError(n, shallow):
		return worth{is: theClass}
	}
	if value, ok := t.worthOfConstant(n); ok {
		return value
	}
	return t.other(n)
}

func (t *trial) worthOfCall(n *program.Node) worth {
	called, first := n.Child(program.Callee), positional(n, 0)
	if called == nil {
		return t.other(n)
	}
	switch asked(called.Name) {
	case "getattr", "get":
		key := first
		if second := positional(n, 1); second != nil && called.Name == "getattr" {
			key = second
		}
		if key != nil && isStatusKey(key) {
			return worth{is: theStatus}
		}
	case "int", "int32", "parseint", "floor", "trunc":
		return t.worth(first).whole()
	case "number", "float", "valueof":
		return t.worth(first)
	case "str", "string", "repr":
		return t.asText(first)
	case "tostring", "lower", "tolowercase", "upper", "touppercase", "trim", "strip", "getmessage":
		return t.asText(called.Child(program.Obj))
	case "error":
		if t.u.language == syntax.Go && first == nil {
			return worth{is: theMessage}
		}
	}
	if isStatusWord(called.Name) {
		return worth{is: theStatus} // e.code(), status.Code(err)
	}
	return t.other(n)
}

func (w worth) whole() worth {
	w.number = math.Trunc(w.number)
	return w
}

// asText is the text of something.
func (t *trial) asText(n *program.Node) worth {
	value := t.worth(n)
	if value.is == theError {
		value.is = theMessage
	}
	return value
}

func (t *trial) worthOfOperation(n *program.Node) worth {
	parts := operands(n)
	switch n.Name {
	case "?", "??", "||", "or", "as":
		for _, each := range parts {
			if each.Role != program.Condition && t.worth(each).is == theStatus {
				return worth{is: theStatus}
			}
		}
		return t.other(n)
	case "+", "-", "*", "/", "//", "%":
	default:
		return t.other(n)
	}
	if len(parts) == 2 {
		left, ok := t.amount(t.worth(parts[0]))
		right, also := t.amount(t.worth(parts[1]))
		if value, can := t.calculated(n.Name, left, right); ok && also && can {
			return worth{is: number, number: value}
		}
	}
	if value, ok := t.u.number(n); ok {
		return worth{is: number, number: value}
	}
	return t.other(n)
}

// calculated is the value of an operation. Python and TypeScript divide without rounding.
func (t *trial) calculated(operator string, left, right float64) (float64, bool) {
	isWhole := operator == "//" || t.u.language != syntax.Python && !isScript(t.u.language)
	switch {
	case operator == "+":
		return left + right, true
	case operator == "-":
		return left - right, true
	case operator == "*":
		return left * right, true
	case right == 0:
		return 0, false
	case operator == "%":
		return math.Mod(left, right), true
	case isWhole:
		return math.Trunc(left / right), true
	default:
		return left / right, true
	}
}

// isAboutError says whether an expression has to do with the error, as far as its names are
// followed.
func (t *trial) isAboutError(n *program.Node, steps int) bool {
	return n.Find(func(part *program.Node) bool {
		if *t.work--; *t.work < 0 {
			return true
		}
		switch part.Kind {
		case program.String:
			return isStatus(part.Name)
		case program.Call:
			return mentions(plainName(callee(part)), "retr", "transient", "permanent", "fatal", "sysexc", "excinfo")
		case program.Member:
			return isStatus(part.Name)
		case program.Name:
			return t.isNameAboutError(part, steps)
		default:
			return false
		}
	}) != nil
}

func (t *trial) isNameAboutError(name *program.Node, steps int) bool {
	if _, ok := t.parameter(name); ok || isErrorWord(name.Name) || isStatus(name.Name) ||
		t.within.Kind == program.Handler && name.Name == t.within.Name && name.Name != "" {
		return true
	}
	if steps == 0 {
		return false
	}
	found := t.u.bindings(name.Name, name)
	return slices.ContainsFunc(found[:min(len(found), nearest)], func(each binding) bool {
		if each.value == nil || each.node.Kind != program.Assign || each.node.Name != "=" {
			return false
		}
		isSet := each.value.Kind == program.Constant || each.value.Kind == program.String // again = True
		return isSet && len(found) > 1 && each.node.Within(t.within) || t.isAboutError(each.value, steps-1)
	})
}
