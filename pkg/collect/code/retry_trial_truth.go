package code

import (
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// truth says whether a condition can be true for the error, and whether it can be false.
func (t *trial) truth(n *program.Node) odds {
	if *t.work--; *t.work < 0 || n == nil {
		return openOdds()
	}
	switch n.Kind {
	case program.Constant:
		return sureOf(n.Name == "true")
	case program.Operation:
		return t.operation(n)
	case program.Call:
		return t.call(n)
	case program.Name, program.Member:
		return t.named(n)
	case program.Subscript:
		return t.contains(n.Child(program.Obj), t.worth(n.Child(program.Index)))
	case program.Block:
		return t.switchedTo(n)
	case program.Keyword:
		return t.truth(n.Child(program.Value))
	case program.Other:
		if len(n.Children) == 1 {
			return t.truth(n.First())
		}
	}
	return t.ofWorth(t.worth(n))
}

// ofWorth is whether a value counts as true.
func (t *trial) ofWorth(value worth) odds {
	switch value.is {
	case theError, theStatus, theClass:
		return sureOf(true)
	case null:
		return sureOf(false)
	case number:
		return sureOf(value.number != 0)
	case text:
		return sureOf(value.text != "")
	case foreign:
		return eitherWay()
	default:
		return openOdds()
	}
}

func (t *trial) operation(n *program.Node) odds {
	parts := operands(n)
	switch {
	case len(parts) == 1 && (n.Name == "!" || n.Name == "not"):
		return t.truth(parts[0]).not()
	case len(parts) == 3 && n.Name == "?":
		return t.conditional(n)
	case len(parts) < 2:
		return openOdds()
	}
	switch n.Name {
	case "&&", "and":
		return t.truth(parts[0]).and(t.truth(parts[1]))
	case "||", "or":
		return t.truth(parts[0]).or(t.truth(parts[1]))
	case "??":
		return t.truth(parts[0])
	case "instanceof", "":
		return t.isOfClass(parts[0], parts[1])
	case "in":
		if isScript(t.u.language) {
			return t.ofWorth(worth{is: theStatus}) // "status" in error
		}
		return t.contains(parts[1], t.worth(parts[0]))
	case "not in":
		return t.contains(parts[1], t.worth(parts[0])).not()
	}
	return t.comparison(n.Name, parts)
}

// operands are those of an operation, without the words of its operator.
func operands(n *program.Node) []*program.Node {
	var found []*program.Node
	for _, each := range n.Children {
		if each.Kind != program.Other || len(each.Children) > 0 || each.Name != "" {
			found = append(found, each)
		}
	}
	return found
}

// conditional is a if c else b.
func (t *trial) conditional(n *program.Node) odds {
	var given []odds
	for _, each := range n.Children {
		if each.Role != program.Condition {
			given = append(given, t.truth(each))
		}
	}
	if len(given) != 2 {
		return openOdds()
	}
	asked := t.truth(n.Child(program.Condition))
	return odds{met: asked.choose(given[0].met, given[1].met), unmet: asked.choose(given[0].unmet, given[1].unmet)}
}

// switchedTo is what a switch comes to that gives a value: a row of ifs.
func (t *trial) switchedTo(block *program.Node) odds {
	last := block.Children
	if len(last) == 0 {
		return openOdds()
	}
	return t.valueOf(last[len(last)-1])
}

func (t *trial) valueOf(n *program.Node) odds {
	if *t.work--; *t.work < 0 || n == nil {
		return openOdds()
	}
	if n.Kind != program.If {
		return t.truth(n)
	}
	asked, met, unmet := t.asked(n), t.valueOf(n.Child(program.Body)), t.valueOf(n.Child(program.Else))
	return odds{met: asked.choose(met.met, unmet.met), unmet: asked.choose(met.unmet, unmet.unmet)}
}

// comparison compares each part with the next: 400 <= status < 500.
func (t *trial) comparison(operators string, parts []*program.Node) odds {
	found := sureOf(true)
	for i, each := range parts[1:] {
		operator := firstOperator(operators)
		if operator == "" {
			return openOdds()
		}
		operators = strings.TrimSpace(strings.TrimPrefix(operators, operator))
		found = found.and(t.compared(operator, parts[i], each))
	}
	return found
}

func firstOperator(operators string) string {
	for _, each := range []string{"is not", "is", "===", "!==", "==", "!=", "<=", ">=", "<", ">"} {
		if strings.HasPrefix(operators, each) {
			return each
		}
	}
	return ""
}

func (t *trial) compared(operator string, left, right *program.Node) odds {
	if operator == "is" && t.u.language == syntax.CSharp {
		return t.fits(t.worth(left), right)
	}
	if right.Kind == program.Constant && right.Name != "null" {
		asked := t.truth(left)
		if (right.Name == "true") == isOneOf(operator, []string{"==", "===", "is"}) {
			return asked
		}
		return asked.not()
	}
	return t.comparedWorths(operator, t.worth(left), t.worth(right))
}

func (t *trial) comparedWorths(operator string, left, right worth) odds {
	switch operator {
	case "==", "===", "is":
		return t.equal(left, right)
	case "!=", "!==", "is not":
		return t.equal(left, right).not()
	}
	a, isNumber := t.amount(left)
	b, also := t.amount(right)
	switch {
	case left.isForeign(right):
		return eitherWay()
	case !isNumber || !also:
		return openOdds()
	}
	switch operator {
	case "<":
		return sureOf(a < b)
	case "<=":
		return sureOf(a <= b)
	case ">":
		return sureOf(a > b)
	default:
		return sureOf(a >= b)
	}
}

// isForeign says whether nothing of a comparison is about the error.
func (w worth) isForeign(other worth) bool {
	return (w.is == foreign || other.is == foreign) && !w.isOfError() && !other.isOfError()
}

func (w worth) isOfError() bool { return w.is == unclear || w.is >= theError }

// amount is the number that a value is, or that a text has.
func (t *trial) amount(of worth) (float64, bool) {
	switch of.is {
	case number:
		return of.number, true
	case theStatus:
		return float64(t.status), true
	case text:
		value, err := strconv.ParseFloat(of.text, 64)
		return value, err == nil
	default:
		return 0, false
	}
}

// leastStatus tells a status from a code of gRPC's by its number.
const leastStatus = 100

func (w worth) equalNumber(own, other float64) odds {
	if w.is == theStatus && other > 0 && other < leastStatus {
		return openOdds()
	}
	return sureOf(own == other)
}

func (t *trial) equal(left, right worth) odds {
	if right.isOfError() && (!left.isOfError() || left.is == theError) {
		left, right = right, left
	}
	a, isNumber := t.amount(left)
	b, also := t.amount(right)
	switch {
	case left.is == unclear || right.is == unclear || left.is == theMessage:
		return openOdds()
	case isNumber && also:
		return left.equalNumber(a, b)
	case right.is == null:
		return sureOf(left.is == null)
	case left.isForeign(right):
		return eitherWay()
	case right.is == text:
		return t.equalText(left, right.text)
	default:
		return openOdds()
	}
}

// equalText is error.name == "PineconeNotFoundError", error.code == "ECONNRESET".
func (t *trial) equalText(value worth, given string) odds {
	switch {
	case value.is == theClass:
		return t.classOdds(given)
	case value.is == theStatus && isOutage(strings.ToLower(given)):
		return sureOf(false)
	default:
		return openOdds()
	}
}

// named is whether what a name stands for is true.
func (t *trial) named(n *program.Node) odds {
	if value := t.u.constant(n); value != nil && t.worth(n).is != theStatus && t.calls > 0 {
		inner := *t
		inner.calls--
		inner.wanted = t.u.placeOf(n)
		return inner.truth(value)
	}
	if t.u.saysOK(n) {
		return sureOf(true) // st, ok := status.FromError(err)
	}
	return t.ofWorth(t.worth(n))
}

// placeOf is which of several values that a call gives a name is bound to.
func (u *unit) placeOf(n *program.Node) int {
	if n.Kind != program.Name {
		return 0
	}
	if found := u.bindings(n.Name, n); len(found) > 0 {
		return found[0].place
	}
	return 0
}

// saysOK says whether a variable is whether an error has a status of gRPC.
func (u *unit) saysOK(n *program.Node) bool {
	found := u.bindings(n.Name, n)
	return u.language == syntax.Go && n.Kind == program.Name && len(found) > 0 && found[0].place == 1 &&
		callee(found[0].value) == "FromError"
}
