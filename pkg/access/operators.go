package access

import "strings"

// operator is what a condition operator compares.
type operator struct {
	// read compiles a value of the policy; nil says that it is none.
	read func(text string, variables variables) matcher
	// readUnknown compiles an unknown one; nil leaves it entirely open.
	readUnknown func(unknown Unknown) matcher
	negated     bool
	null        bool
}

// parseOperator reads an operator's name, in any case, with its quantifier and IfExists.
func parseOperator(name string) (operator, quantifier, bool, bool) {
	rest, quantified := strings.ToLower(name), single
	if after, ok := strings.CutPrefix(rest, "foranyvalue:"); ok {
		rest, quantified = after, forAny
	} else if after, ok := strings.CutPrefix(rest, "forallvalues:"); ok {
		rest, quantified = after, forAll
	}
	if rest == "null" {
		return operator{read: readBool, null: true}, quantified, false, quantified == single
	}
	rest, ifExists := strings.CutSuffix(rest, "ifexists")
	found, ok := findOperator(rest)
	return found, quantified, ifExists, ok
}

func findOperator(name string) (operator, bool) {
	switch name {
	case "stringequals":
		return text(style{}, false), true
	case "stringnotequals":
		return text(style{}, true), true
	case "stringequalsignorecase":
		return text(style{fold: true}, false), true
	case "stringnotequalsignorecase":
		return text(style{fold: true}, true), true
	case "stringlike":
		return text(style{wildcards: true}, false), true
	case "stringnotlike":
		return text(style{wildcards: true}, true), true
	case "arnequals", "arnlike":
		return operator{read: readARN, readUnknown: readUnknownARN}, true
	case "arnnotequals", "arnnotlike":
		return operator{read: readARN, readUnknown: readUnknownARN, negated: true}, true
	case "bool":
		return operator{read: readBool}, true
	case "binaryequals":
		return operator{read: readBinary}, true
	case "ipaddress":
		return operator{read: readNetwork}, true
	case "notipaddress":
		return operator{read: readNetwork, negated: true}, true
	default:
		return findOrder(name)
	}
}

// findOrder finds the operators that compare numbers and dates.
func findOrder(name string) (operator, bool) {
	if rest, ok := strings.CutPrefix(name, "numeric"); ok {
		order, negated, ok := findRelation(rest)
		return operator{read: readNumber(order), negated: negated}, ok
	}
	if rest, ok := strings.CutPrefix(name, "date"); ok {
		order, negated, ok := findRelation(rest)
		return operator{read: readDate(order), negated: negated}, ok
	}
	return operator{}, false
}

// relation says which outcomes of a comparison match: below, equal, above.
type relation struct{ below, equal, above bool }

func findRelation(name string) (order relation, negated, ok bool) {
	switch name {
	case "equals":
		return relation{equal: true}, false, true
	case "notequals":
		return relation{equal: true}, true, true
	case "lessthan":
		return relation{below: true}, false, true
	case "lessthanequals":
		return relation{below: true, equal: true}, false, true
	case "greaterthan":
		return relation{above: true}, false, true
	case "greaterthanequals":
		return relation{equal: true, above: true}, false, true
	default:
		return relation{}, false, false
	}
}

func (r relation) holds(order int) bool {
	return order < 0 && r.below || order == 0 && r.equal || order > 0 && r.above
}

func text(how style, negated bool) operator {
	return operator{
		read: func(text string, variables variables) matcher {
			compiled := compile(text, how, variables)
			return &compiled
		},
		readUnknown: func(unknown Unknown) matcher {
			compiled := compileUnknown(unknown, how)
			return &compiled
		},
		negated: negated,
	}
}

func readARN(text string, variables variables) matcher {
	whole := compile(text, style{wildcards: true}, variables)
	compiled := compileARN(whole)
	if len(compiled.fields) < arnFields && !whole.open && !whole.dynamic && text != "*" {
		return nil
	}
	return &compiled
}

func readUnknownARN(unknown Unknown) matcher {
	compiled := compileARN(compileUnknown(unknown, style{wildcards: true}))
	return &compiled
}
