package access

import (
	"slices"
	"strings"
)

type quantifier uint8

const (
	single quantifier = iota
	forAny
	forAll
)

// condition is one key under one operator, compiled (IAM User Guide, "IAM JSON policy
// elements: Condition operators" and "Multivalued context keys").
type condition struct {
	pointer, operator, key string
	// lookup is the key in lower case.
	lookup     string
	quantifier quantifier
	ifExists   bool
	negated    bool
	null       bool
	operands   []operand
	// doubt is set where the whole condition is unknown or broken.
	doubt *Pointer
}

// operand is one value of a condition.
type operand struct {
	pointer, text string
	// test is nil where nothing is known of the value, doubt where all is.
	test  matcher
	doubt *Pointer
}

// matcher compares a value of the request with one of the policy.
type matcher interface {
	match(v value, e *evaluation) truth
}

// holds says whether the condition is met.
func (c *condition) holds(e *evaluation) truth {
	if c.doubt != nil {
		return maybe
	}
	found := e.context(c.lookup)
	switch {
	case c.null:
		return c.holdsNull(found.state)
	case found.state == missing:
		return c.whenMissing()
	case found.state == oneOf:
		return c.holdsWhichever(&found, e)
	case found.state != given:
		return maybe
	case c.quantifier != single && len(found.values) == 1 && found.values[0] == "":
		return truthOf(c.quantifier == forAll) // "a null data set, such as an empty string"
	case len(found.values) == 1:
		return c.compare(found.value(0), e)
	}
	return c.holdsMany(&found, e)
}

// whenMissing: a positive operator is not met without the key, a negated one is; IfExists
// and ForAllValues are always met, and ForAnyValue never. Which of IfExists and ForAnyValue
// counts where both are is not documented.
func (c *condition) whenMissing() truth {
	switch {
	case c.ifExists && c.quantifier == forAny:
		return maybe
	case c.ifExists || c.quantifier == forAll:
		return yes
	case c.quantifier == forAny:
		return no
	default:
		return truthOf(c.negated)
	}
}

// holdsMany deals with a key of several values. Without a quantifier AWS does not say
// what happens, so only what is the same either way is known.
func (c *condition) holdsMany(found *found, e *evaluation) truth {
	every, some := yes, no
	for i := range found.values {
		answer := c.compare(found.value(i), e)
		every, some = min(every, answer), max(some, answer)
	}
	switch c.quantifier {
	case forAll:
		return every
	case forAny:
		return some
	default:
		return agreed(every, some)
	}
}

// holdsWhichever is what is the same for each value that the key may have.
func (c *condition) holdsWhichever(found *found, e *evaluation) truth {
	answer := c.compare(found.value(0), e)
	for i := range found.values {
		answer = agreed(answer, c.compare(found.value(i), e))
	}
	return answer
}

// compare: several values in the policy are an OR, for negated operators a NOR.
func (c *condition) compare(v value, e *evaluation) truth {
	answer := no
	for i := range c.operands {
		operand := &c.operands[i]
		if operand.test == nil {
			answer = max(answer, maybe)
		} else if answer = max(answer, operand.test.match(v, e)); answer == yes {
			break
		}
	}
	if !c.negated {
		return answer
	}
	if slices.ContainsFunc(c.operands, func(o operand) bool { return o.unresolved(e) }) {
		answer = max(answer, maybe)
	}
	return answer.not()
}

func (o *operand) unresolved(e *evaluation) bool {
	switch test := o.test.(type) {
	case *pattern:
		return test.unresolved(e)
	case *arnPattern:
		return test.whole.unresolved(e)
	default:
		return false
	}
}

// holdsNull: "true" wants the key to be missing, "false" wants it there.
func (c *condition) holdsNull(state keyState) truth {
	there := yes
	switch state {
	case missing:
		there = no
	case unsure:
		there = maybe
	default:
	}
	answer := no
	for i := range c.operands {
		operand := &c.operands[i]
		switch {
		case operand.test == nil:
			answer = max(answer, maybe)
		case strings.EqualFold(operand.text, "true"):
			answer = max(answer, there.not())
		default:
			answer = max(answer, there)
		}
	}
	return answer
}
