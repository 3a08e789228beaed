package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// javaAmounts is amounts for Java, whose arguments have no names.
func (u *unit) javaAmounts(s *sight, call *program.Node, what string) {
	switch method := callee(call); what {
	case "query", "search":
		place := 0
		if strings.HasPrefix(method, "searchRecordsBy") {
			place = 3 // (text, namespace, fields, topK, …)
		}
		if method == "findRelevant" {
			place = 1 // (embedding, maxResults)
		}
		given := positional(call, place)
		for _, name := range []string{"topK", "withTopK", "maxResults"} {
			if built := u.builtWith(call, name); built != nil {
				given = built
			}
		}
		if given != nil {
			u.amount(s, "top_k", given)
		}
	case "upsert":
		if u.isOneRecord(call) || s.values["wrapper"] == "langchain4j" && callee(call) == "add" {
			s.values["batch"] = 1
			return
		}
		u.batch(s, call)
	case "fetch", "delete":
		u.size(s, "ids", positional(call, 0))
	}
}

// builtWith is what a method of a builder in the arguments of a call is given, also where a
// name stands for what is built.
func (u *unit) builtWith(call *program.Node, method string) *program.Node {
	var found *program.Node
	for _, each := range call.All(program.Argument) {
		u.calls(each, func(name string, made *program.Node) {
			if name == method && found == nil {
				found = positional(made, 0)
			}
		})
	}
	return found
}

// isOneRecord knows upsert(id, values, …), which sends one record.
func (u *unit) isOneRecord(call *program.Node) bool {
	const most = 2 // (records, namespace)
	arguments := call.All(program.Argument)
	return callee(call) == "upsert" && (len(arguments) > most || len(arguments) == most && u.isText(arguments[0]))
}

// isText says whether an expression is a string by what it is made of, or by its type.
func (u *unit) isText(node *program.Node) bool {
	switch node.Kind {
	case program.String:
		return true
	case program.Operation:
		return node.Find(func(n *program.Node) bool { return n.Kind == program.String }) != nil
	case program.Call:
		return callee(node) == "get" && u.hasTexts(calledOn(node)) ||
			isOneOf(callee(node), []string{"id", "getid", "tostring", "valueof", "format", "key", "getkey"})
	case program.Subscript:
		return u.hasTexts(node.Child(program.Obj))
	case program.Name:
		found := u.bindings(node.Name, node)
		if len(found) == 0 {
			return false
		}
		if typed := found[0].node.Child(program.Type); typed != nil && typed.Name == "String" {
			return true
		}
		return found[0].value != nil && found[0].value.Kind != program.Name && u.isText(found[0].value)
	}
	return false
}

// hasTexts says whether something is a list or an array of strings by its type.
func (u *unit) hasTexts(list *program.Node) bool {
	if list == nil || list.Kind != program.Name {
		return false
	}
	return slices.ContainsFunc(u.bindings(list.Name, list), func(each binding) bool {
		typed := each.node.Child(program.Type)
		return typed != nil && (strings.HasSuffix(u.source(typed), "<String>") || u.source(typed) == "String[]")
	})
}

// builtLength is the length of a list that a call makes: List.of(a, b), list.subList(0, 100).
func (u *unit) builtLength(list *program.Node, steps int) (int, *program.Node, bool) {
	arguments := list.All(program.Argument)
	name := callee(list)
	if list.Name == "new" {
		name = "new"
	}
	switch name {
	case "new": // new List<Vector> { vector }
		if len(arguments) == 1 {
			return u.length(arguments[0], steps-1)
		}
		return 0, nil, false
	case "asList", "of", "singletonList":
		if len(arguments) == 1 && name != "singletonList" && u.isListed(arguments[0]) {
			return 0, nil, false // an array
		}
		return len(arguments), list, len(arguments) > 0
	case "subList":
		return u.between(positional(list, 0), positional(list, 1), false)
	case "ToList", "ToArray", "Select":
		return u.length(list.Child(program.Callee).Child(program.Obj), steps-1)
	case "Take":
		size, ok := u.number(positional(list, 0))
		return int(size), positional(list, 0), ok
	case "GetRange":
		return u.counted(positional(list, 1))
	default:
		return 0, nil, false
	}
}

// isListed says whether an expression is an array by its type, or several by its name.
func (u *unit) isListed(node *program.Node) bool {
	if node.Kind != program.Name {
		return node.Kind == program.List
	}
	for _, each := range u.bindings(node.Name, node) {
		if typed := each.node.Child(program.Type); typed != nil {
			return strings.HasSuffix(u.source(typed), "]")
		}
	}
	return strings.HasSuffix(node.Name, "s")
}

// elements is what hands its elements to a function: Lists.partition(list, 100) of
// Lists.partition(list, 100).stream().map(function).
func elements(function *program.Node) *program.Node {
	if function.Role != program.Argument {
		return nil
	}
	switch plainName(callee(function.Parent)) {
	case "foreach", "map", "flatmap", "concatmap", "flatmapsequential", "doonnext", "subscribe", "select":
	default:
		return nil
	}
	from := calledOn(function.Parent)
	for isOneOf(callee(from), []string{"stream", "parallelstream", "parallel", "publishon"}) {
		from = calledOn(from)
	}
	return from
}

// counted is a length that is given as a number, or as the lesser of a number and another.
func (u *unit) counted(count *program.Node) (int, *program.Node, bool) {
	if value := u.constant(count); value != nil {
		count = value
	}
	if size, ok := u.number(count); ok {
		return int(size), count, true
	}
	if plainName(callee(count)) == "min" {
		for _, each := range count.All(program.Argument) {
			if size, ok := u.number(each); ok {
				return int(size), each, true
			}
		}
	}
	return 0, nil, false
}
