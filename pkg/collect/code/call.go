package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// amounts keeps how much a call asks for or sends, where the text has it as a number.
func (u *unit) amounts(s *sight, call *program.Node, what string) {
	if u.language == syntax.Java {
		u.javaAmounts(s, call, what)
		return
	}
	switch what {
	case "query", "search":
		u.resultsOf(s, call)
	case "upsert":
		if s.values["wrapper"] == "semantic-kernel" && u.isEntity(positional(call, 0)) {
			s.values["batch"] = 1
			return
		}
		u.batch(s, call)
	case "fetch", "delete":
		u.size(s, "ids", u.ids(call))
	}
}

// resultsOf keeps how many results a query asks for.
func (u *unit) resultsOf(s *sight, call *program.Node) {
	if s.values["wrapper"] != nil && isDiverse(callee(call)) {
		if given := u.within(call, "fetchk"); given != nil {
			u.amount(s, "top_k", given) // of which it chooses
		}
		return
	}
	for _, name := range []string{"topk", "k", "similaritytopk", "limit"} {
		if name != "topk" && s.values["wrapper"] == nil {
			break
		}
		if given := u.within(call, name); given != nil {
			u.amount(s, "top_k", given)
			break
		}
	}
	place := 1 // similaritySearch(query, k)
	if u.language == syntax.Go {
		place = 2 // behind the context
	}
	if given := positional(call, place); given != nil && s.values["wrapper"] != nil && given.Kind == program.Number {
		u.amount(s, "top_k", given)
	}
}

// ids is the argument that names records.
func (u *unit) ids(call *program.Node) *program.Node {
	ids := argument(call, "ids")
	switch {
	case u.language == syntax.CSharp:
		return u.within(call, "ids")
	case ids == nil && isScript(u.language):
		return positional(call, 0)
	case ids == nil && u.language == syntax.Go:
		return positional(call, 1) // behind the context
	default:
		return ids
	}
}

// within is the value of a keyword or an entry, also of objects within the arguments.
func (u *unit) within(call *program.Node, name string) *program.Node {
	if found := argument(call, name); found != nil {
		return found
	}
	if found := u.spread(call, name); found != nil {
		return found
	}
	for _, each := range call.All(program.Argument) {
		value := each
		if each.Kind == program.Keyword {
			value = each.Child(program.Value)
		}
		if value == nil {
			continue
		}
		if given := u.constant(value); given != nil {
			value = given // options that have a name
		}
		if given := u.spread(value, name); given != nil {
			return given
		}
		inner := value.Find(func(n *program.Node) bool {
			return n.Kind == program.Object && entry(n, name) != nil || n.Kind == program.Call && argument(n, name) != nil
		})
		switch {
		case inner == nil:
		case inner.Kind == program.Object:
			return entry(inner, name)
		default:
			return argument(inner, name)
		}
	}
	return nil
}

// records is the argument of an upsert that has what is stored.
func (u *unit) records(call *program.Node) *program.Node {
	if u.language == syntax.CSharp {
		if found := u.within(call, "vectors"); found != nil {
			return found
		}
		if request := positional(call, 0); request != nil && request.Kind == program.Name {
			if found := u.givenLater(request, "Vectors"); found != nil {
				return found
			}
		}
	}
	if found := argument(call, "vectors", "records", "documents", "items", "texts"); found != nil {
		return found
	}
	first := positional(call, 0)
	second := positional(call, 1)
	switch {
	case u.language == syntax.Java && plainName(callee(call)) != "upsertrecords":
		return first
	case asked(callee(call)) == "upsertrecords" && second != nil, u.language == syntax.Go:
		return second // upsert_records(namespace, records), UpsertVectors(ctx, records)
	case first != nil && first.Kind == program.Member && u.thing(first.Child(program.Obj)) != nil:
		return second // retry_call(index.upsert, records)
	}
	return first
}

// batch keeps how many records an upsert sends at once.
func (u *unit) batch(s *sight, call *program.Node) {
	if given := argument(call, "batchsize"); given != nil {
		u.amount(s, "batch", given)
		return
	}
	u.size(s, "batch", u.records(call))
}

// size keeps how long a list is: one that is written out, a slice of a length, or what a
// loop gets from something that cuts a list into such.
func (u *unit) size(s *sight, name string, list *program.Node) {
	if length, node, ok := u.length(list, deepest); ok {
		s.values[name] = length
		s.places["/"+name] = node
	}
}

func (u *unit) length(list *program.Node, steps int) (int, *program.Node, bool) {
	if list == nil || steps == 0 {
		return 0, nil, false
	}
	switch list.Kind {
	case program.List:
		if list.Find(func(n *program.Node) bool { return n.Kind == program.Spread && n.Parent == list }) == nil {
			return len(list.Children), list, true
		}
	case program.Subscript:
		return u.sliced(list.Child(program.Index))
	case program.Call:
		if isBuilt(u.language) {
			return u.builtLength(list, steps)
		}
		return u.calledLength(list, steps)
	case program.Loop:
		return u.comprehended(list, steps)
	case program.Name:
		return u.namedLength(list, steps)
	case program.Keyword, program.Entry:
		return u.length(list.Child(program.Value), steps-1)
	}
	return 0, nil, false
}

// namedLength is the length of what a name stands for: a list, or the element of a loop.
func (u *unit) namedLength(name *program.Node, steps int) (int, *program.Node, bool) {
	found := u.bindings(name.Name, name)
	switch {
	case len(found) == 0:
	case u.language == syntax.Go && u.appended(name):
		return 1, name, true
	case found[0].node.Kind == program.Loop:
		return u.chunked(found[0].node.Child(program.Iterable))
	case found[0].node.Kind == program.Parameter && isBuilt(u.language):
		return u.chunked(elements(found[0].node.Parent))
	case found[0].value != nil && !u.isGrown(name):
		return u.length(found[0].value, steps-1)
	}
	return 0, nil, false
}

// isGrown says whether elements are added to a list after it is made.
func (u *unit) isGrown(name *program.Node) bool {
	for _, method := range []string{"append", "extend", "push", "add", "concat"} {
		for _, use := range u.uses[method] {
			if object := use.Child(program.Obj); object != nil && object.Name == name.Name {
				return true
			}
		}
	}
	return len(u.bindings(name.Name, name)) > 1
}

// chunked is the length that chunks(list, 100) cuts a list into.
func (u *unit) chunked(iterable *program.Node) (int, *program.Node, bool) {
	if iterable == nil || iterable.Kind != program.Call {
		return 0, nil, false
	}
	name := plainName(callee(iterable))
	if !mentions(name, "chunk", "batch", "partition", "grouper", "slices", "buffer") {
		return 0, nil, false
	}
	for _, given := range []*program.Node{
		argument(iterable, "batchsize", "chunksize", "size", "n"), positional(iterable, 1), positional(iterable, 0),
	} {
		if size, ok := u.number(given); ok && given != nil {
			return int(size), given, true
		}
	}
	return 0, nil, false
}
