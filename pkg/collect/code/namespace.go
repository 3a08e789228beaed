package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// namespace keeps what a call, a handle or a store names as its namespace, where that is one
// text. The default of a parameter is none: whoever calls the function says another.
func (u *unit) namespace(s *sight, given *program.Node) {
	value := given
	if given != nil && given.Kind == program.Name {
		value = u.constant(given)
	}
	if value == nil || value.Kind != program.String || len(value.Children) > 0 || value.Parent.Kind == program.Parameter {
		return
	}
	s.values["namespace"] = value.Name
	s.places["/namespace"] = given
}

// madeFor is the namespace that a handle or a store is made for.
func (u *unit) madeFor(made *program.Node) *program.Node {
	if callee(made) == "IndexWithNamespace" {
		return positional(made, 1)
	}
	for call := made; call.Role == program.Obj && call.Parent.Role == program.Callee; {
		method := call.Parent.Name
		if call = call.Parent.Parent; isOneOf(method, []string{"namespace", "withnamespace"}) {
			return positional(call, 0) // builder(key).nameSpace("docs")
		}
	}
	return u.namedIn(made)
}

// calledFor is the namespace that an operation is asked for.
func (u *unit) calledFor(call *program.Node, of *thing, method, what string) *program.Node {
	filters := isScript(u.language) && (of.isAsked() && what == "query" || method == "deleteMany")
	if !filters { // an object that chooses by what records have may have a namespace of its own
		if found := u.namedIn(call); found != nil {
			return found
		}
	}
	if of.namespace != nil || of.is != index {
		return of.namespace
	}
	if place := u.namespacePlace(call, asked(method)); place >= 0 {
		return positional(call, place)
	}
	return nil
}

// namedIn is the namespace by its name: in the arguments, in a request of C#, or in an option
// of Go.
func (u *unit) namedIn(call *program.Node) *program.Node {
	if found := argument(call, "namespace"); found != nil {
		return found
	}
	for _, each := range call.All(program.Argument) {
		value := each
		if named := u.constant(each); named != nil {
			value = named
		}
		switch {
		case value.Kind == program.Object:
			if found := entry(value, "namespace"); found != nil {
				return found
			}
		case value.Kind == program.Call && u.language == syntax.CSharp:
			if found := argument(value, "namespace"); found != nil {
				return found
			}
		case value.Kind == program.Call && u.language == syntax.Go && isOneOf(callee(value), []string{"withnamespace"}):
			return positional(value, 0)
		}
	}
	return nil
}

// namespacePlace is the place of the namespace where arguments have no names; negative for
// methods that take none so.
func (u *unit) namespacePlace(call *program.Node, method string) int {
	const none = -1
	switch method {
	case "deletenamespace", "describenamespace":
		if u.language == syntax.Go {
			return 1 // behind the context
		}
		return 0
	case "upsertrecords", "searchrecords":
		if u.language == syntax.Go || isScript(u.language) {
			return none
		}
		return 0
	}
	switch {
	case u.language == syntax.Java && method == "upsert" && positional(call, 2) == nil && u.isOneRecord(call):
		return none // (id, values)
	case u.language == syntax.Java:
		return javaNamespacePlace(method, len(call.All(program.Argument)))
	case u.language != syntax.Python:
	case method == "search":
		return 0
	case method == "upsert", method == "fetch":
		return 1 // (vectors, namespace)
	case method == "delete":
		return 2 // (ids, delete_all, namespace)
	}
	return none
}

func javaNamespacePlace(method string, count int) int {
	const whole = 6 // update(id, values, metadata, namespace, indices, values)
	switch method {
	case "upsert":
		return count - 1
	case "query":
		return 5 // (topK, vector, indices, values, id, namespace, …)
	case "querybyvectorid", "querybyvector", "delete":
		return 2
	case "update":
		if count == whole {
			return 3
		}
		return 2
	case "fetch", "deletebyids", "deletebyfilter", "searchrecordsbytext", "searchrecordsbyid", "searchrecordsbyvector":
		return 1
	case "list", "deleteall":
		return 0
	default:
		return -1
	}
}
