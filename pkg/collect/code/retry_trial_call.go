package code

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// call is whether what a call gives back is true.
func (t *trial) call(n *program.Node) odds {
	called, first := n.Child(program.Callee), positional(n, 0)
	if called == nil {
		return openOdds()
	}
	switch asked(called.Name) {
	case "isinstance", "issubclass":
		return t.isOfClass(first, positional(n, 1))
	case "hasattr":
		return sureOf(true)
	case "bool", "boolean":
		return t.truth(first)
	case "includes", "contains", "has", "containskey", "contain":
		if object := called.Child(program.Obj); object != nil && positional(n, 1) == nil {
			return t.contains(object, t.worth(first))
		}
		return t.contains(first, t.worth(positional(n, 1))) // slices.Contains(list, code)
	case "startswith", "hasprefix":
		return t.begins(n, called, first)
	case "as":
		if t.u.language == syntax.Go && objectName(called) == "errors" {
			return t.isTarget(positional(n, 1))
		}
	case "is":
		if ofContext(n) {
			return sureOf(false)
		}
	}
	return t.called(n)
}

// called is a call of a function of the text, or of one that stands elsewhere.
func (t *trial) called(n *program.Node) odds {
	inner, functions := t.entering(n)
	if inner != nil {
		return inner.result(functions[0])
	}
	return t.ofWorth(t.worth(n))
}

// begins is str(e.status).startswith("4").
func (t *trial) begins(call, called, first *program.Node) odds {
	object, with := called.Child(program.Obj), first
	if second := positional(call, 1); second != nil {
		object, with = first, second
	}
	if t.worth(object).is != theStatus || t.worth(with).is != text {
		return openOdds()
	}
	return sureOf(strings.HasPrefix(strconv.Itoa(t.status), t.worth(with).text))
}

// contains is whether a list, a set, a range or a text has a value.
func (t *trial) contains(in *program.Node, value worth) odds {
	list, at := t.written(in)
	if list == nil {
		return t.saysStatus(t.worth(in), value)
	}
	if callee(list) == "range" || callee(list) == "Range" {
		return at.inRange(list, value)
	}
	found := sureOf(false)
	for _, each := range list.Children {
		if *t.work < 0 {
			return openOdds()
		}
		if each.Role != program.Callee && each.Role != program.Type {
			found = found.or(at.isElement(each, value))
		}
	}
	return found
}

// isElement is whether a value is one of a list, or a key of an object for what counts as true.
func (t *trial) isElement(element *program.Node, value worth) odds {
	switch element.Kind {
	case program.Entry:
		if element.Name == "" {
			return openOdds()
		}
		return t.equal(value, worth{is: text, text: element.Name}).and(t.truth(element.Child(program.Value)))
	case program.List:
		return t.contains(element, value) // new Set([429, 503])
	case program.Spread:
		return openOdds()
	default:
		return t.equal(value, t.worth(element))
	}
}

// written is the list, the set or the range that something stands for, and where it stands.
func (t *trial) written(n *program.Node) (*program.Node, *trial) {
	at := *t
	for range shallow {
		switch {
		case n == nil:
			return nil, nil
		case n.Kind == program.List, n.Kind == program.Object:
			return n, &at
		case n.Kind == program.Call:
			if isOneOf(callee(n), []string{"set", "frozenset", "list", "tuple", "of", "aslist", "range", "immutableset",
				"hashset", "create", "unmodifiableset"}) {
				return n, &at
			}
			return nil, nil
		case n.Kind != program.Name && n.Kind != program.Member:
			return nil, nil
		}
		value := at.u.constant(n)
		if elsewhere := at.u.constantElsewhere(n); value == nil && elsewhere.value != nil {
			value, at.u = elsewhere.value, elsewhere.in
		}
		n = value
	}
	return nil, nil
}

// inRange is status in range(400, 500), which leaves out its end.
func (t *trial) inRange(call *program.Node, value worth) odds {
	least, most := worth{is: number}, t.worth(positional(call, 0))
	if second := positional(call, 1); second != nil {
		least, most = most, t.worth(second)
	}
	return t.comparedWorths(">=", value, least).and(t.comparedWorths("<", value, most))
}

// saysStatus is "429" in str(e).
func (t *trial) saysStatus(of, value worth) odds {
	plain := strings.ToLower(value.text)
	switch {
	case value.is == foreign && of.is == foreign:
		return eitherWay()
	case value.is != text || of.is != theMessage && of.is != theStatus:
		return openOdds()
	case len(plain) == 3 && strings.Trim(plain, "0123456789") == "":
		return sureOf(plain == strconv.Itoa(t.status))
	case of.is == theMessage && saysLimit(plain):
		return sureOf(t.status == limitReached)
	default:
		return openOdds()
	}
}

// isOfClass is isinstance(e, (A, B)) and its like.
func (t *trial) isOfClass(value, class *program.Node) odds {
	if of := t.worth(value).is; of != theError {
		return t.ofWorth(worth{is: of}).and(openOdds())
	}
	return t.ofClasses(class)
}

func (t *trial) ofClasses(class *program.Node) odds {
	if *t.work--; *t.work < 0 {
		return openOdds() // a list may stand in itself
	}
	if list, at := t.written(class); list != nil {
		found := sureOf(false)
		for _, each := range list.Children {
			if *t.work < 0 {
				return openOdds()
			}
			if each.Role != program.Callee {
				found = found.or(at.ofClasses(each))
			}
		}
		return found
	}
	if class == nil || class.Kind != program.Name && class.Kind != program.Member || t.u.isOwnError(class) {
		return openOdds()
	}
	return t.classOdds(class.Name)
}

// isTarget is errors.As(err, &target), which is so where the target is an error of Pinecone's.
func (t *trial) isTarget(target *program.Node) odds {
	if target == nil || target.Kind != program.Name {
		return openOdds()
	}
	for _, each := range t.u.bindings(target.Name, target) {
		if typed := each.node.Child(program.Type); typed != nil && strings.Contains(typed.Name, "PineconeError") {
			return sureOf(true)
		}
	}
	return openOdds()
}

// classOdds is whether an answer with the status is an error of a class, by the class's name.
func (t *trial) classOdds(class string) odds {
	plain := plainName(class)
	for _, each := range statusesOfClasses() {
		if mentions(plain, each.name) {
			if len(each.untold) > 0 && slices.Contains(each.untold, t.status) {
				return openOdds()
			}
			return sureOf(slices.Contains(each.statuses, t.status))
		}
	}
	switch plain {
	case "valueerror", "typeerror", "keyerror", "attributeerror", "indexerror", "lookuperror", "syntaxerror":
		return sureOf(false)
	}
	client, limits := errorType(class)
	switch told := t.ofType(client, limits); {
	case told == unknown, client == yes && limits == no:
		return openOdds()
	default:
		return sureOf(told == yes)
	}
}

// ofType is what a type says of the status, where it says it of refusals and of 429.
func (t *trial) ofType(client, limits tri) tri {
	switch {
	case t.status == limitReached:
		return limits
	case t.status >= serverFailed && client == no:
		return unknown
	default:
		return client
	}
}

// classStatuses are the statuses of which a class of errors is made, and those of which it may be.
type classStatuses struct {
	name             string
	statuses, untold []int
}

// statusesOfClasses are those of the SDKs, and of what is called alike.
func statusesOfClasses() []classStatuses {
	return []classStatuses{
		{"badrequest", []int{400}, []int{403}}, // 403 is one in the SDK for TypeScript
		{"authorization", []int{401}, []int{403}},
		{"unauthorized", []int{401}, nil}, {"unauthenticated", []int{401}, nil},
		{"forbidden", []int{403}, nil}, {"permissiondenied", []int{403}, nil},
		{"notfound", []int{404}, nil},
		{"unmappedhttp", []int{unnamedRefusal, tooLarge, rareRefusal, limitReached}, []int{403}},
		{"ratelimit", []int{limitReached}, nil}, {"toomany", []int{limitReached}, nil},
		{"serviceexception", []int{serverFailed}, nil}, {"internalserver", []int{serverFailed}, nil},
	}
}
