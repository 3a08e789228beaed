package code

import (
	"fmt"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sight is one thing that a text does with Pinecone: it makes a client, or calls it.
type sight struct {
	typ  string
	node *program.Node
	// what is a client's class or a call's operation: with the function around it, it tells
	// one sight of a file from another, wherever lines move.
	what    string
	values  map[string]any
	unknown map[string]snapshot.Unknown
	places  map[string]*program.Node
	// given are the values that files of configuration give.
	given map[string]*setting
	// others are the files that places stand in which are not in the same one.
	others map[string]*unit
	// away is the other file that the retry stands in, nil where it is the same.
	away *unit
	// handler is what makes a client for each request, where that stands in another file, and
	// why says how.
	handler *use
	why     string
}

func (u *unit) sight(typ, what string, node *program.Node) *sight {
	s := &sight{
		typ: typ, what: what, node: node, unknown: map[string]snapshot.Unknown{}, places: map[string]*program.Node{},
		given:  map[string]*setting{},
		values: map[string]any{"language": u.family(), "file": u.path, "role": u.role},
	}
	if function := enclosing(node); function != nil {
		if name := functionName(function); name != "" {
			s.values["function"] = name
		}
	}
	return s
}

// family is the language as people name it: TypeScript and JavaScript are one.
func (u *unit) family() string {
	if isScript(u.language) {
		return "typescript"
	}
	return string(u.language)
}

// functionName is the name of a function, or of the nearest around it that has one.
func functionName(function *program.Node) string {
	for ; function != nil; function = enclosing(function) {
		if name := ownName(function); name != "" {
			return name
		}
	}
	return ""
}

// mostSights bounds what is told of one file: who has as many has one thing to do.
const mostSights = 300

// find collects what a text does with Pinecone, in its order.
func (u *unit) find() []*sight {
	var found []*sight
	u.root.Walk(func(n *program.Node) bool {
		if len(found) >= mostSights {
			return false
		}
		switch n.Kind {
		case program.Call:
			if s := u.clientAt(n); s != nil {
				found = append(found, s)
			}
			if s := u.callAt(n); s != nil {
				found = append(found, s)
			} else if s := u.httpAt(n); s != nil {
				found = append(found, s)
			}
		case program.Name, program.Member:
			if s := u.handedAt(n); s != nil {
				found = append(found, s)
			} else if s := u.clientHandedAt(n); s != nil {
				found = append(found, s)
			}
		}
		return true
	})
	return found
}

// clientAt is the client, the handle of an index or the store that a call makes.
func (u *unit) clientAt(call *program.Node) *sight {
	made := u.thing(call)
	if made == nil || made.made != call || made.is == inference {
		return nil
	}
	s := u.sight("pinecone_client", made.class, call)
	s.values["kind"] = map[kind]string{client: "client", index: "index", store: "store"}[made.is]
	s.values["transport"] = transport(u.language, made.class, call)
	if made.from != nil && made.from.made != nil && made.is == index && s.values["transport"] == "rest" {
		s.values["transport"] = transport(u.language, made.from.class, made.from.made)
	}
	if made.wrapper != "" {
		s.values["wrapper"] = made.wrapper
	}
	if u.makesClient(made) {
		s.values["kind"] = "client"
	}
	u.targeting(s, made)
	u.namespace(s, u.madeFor(call))
	u.security(s, made)
	u.frequency(s, call)
	return s
}

// callAt is the operation that a call asks Pinecone for.
func (u *unit) callAt(call *program.Node) *sight {
	called := call.Child(program.Callee)
	if called == nil {
		return nil
	}
	if called.Kind != program.Member {
		if of := u.calledChain(call, called); of != nil {
			return u.operationAt(call, call, of, "call", "high")
		}
		return nil
	}
	object := called.Child(program.Obj)
	of := u.thing(object)
	if of != nil && u.overrides(object, called.Name) {
		return nil
	}
	if of == nil {
		of = u.handedFromElsewhere(object, call, called)
	}
	confidence := "high"
	if of != nil && of.is == storeClass {
		of = u.thing(call) // PineconeStore.fromDocuments(…), which makes a store and fills it
	}
	if of == nil {
		of = u.fills(call, called)
	}
	if of == nil {
		if of = u.ofBroken(call, called, object); of == nil {
			of = u.likely(call, called, object)
		}
		if of == nil {
			return nil
		}
		confidence = "medium"
	}
	return u.operationAt(call, call, of, called.Name, confidence)
}

// likely takes for an index what nobody says is one, where its name and the call say so,
// in a text that imports an SDK.
func (u *unit) likely(call, called, object *program.Node) *thing {
	if object == nil || !u.importsSDK() || u.origin(object) != "" || u.isAnother(object, shallow) {
		return nil
	}
	if u.language == syntax.CSharp && !strings.HasSuffix(called.Name, "Async") {
		return nil // another package of the same name
	}
	name := plainName(object.Name)
	if object.Kind == program.Call {
		name = plainName(callee(object))
	}
	if !mentions(name, "index", "pinecone", "namespace") && name != "ns" && name != "idx" {
		return nil
	}
	if !u.asksIndex(call, called) {
		return nil
	}
	return &thing{is: index}
}

// asksIndex says whether a call may be one of an index, by its method and its arguments.
func (u *unit) asksIndex(call, called *program.Node) bool {
	switch plainName(called.Name) {
	case "upsert", "upsertrecords", "describeindexstats", "searchrecords", "upsertfromdataframe",
		"deletemany", "deleteall", "deleteone", "listpaginated":
		return true
	case "query", "fetch", "delete", "update", "search":
		return argument(call, "topk", "vector", "ids", "namespace", "deleteall", "query", "setmetadata") != nil ||
			u.spread(call, "topk") != nil || u.spread(call, "vector") != nil // query(**request)
	default:
		return false
	}
}

// handedAt is an operation that is handed to what calls it: retry_call(index.upsert, …).
func (u *unit) handedAt(method *program.Node) *sight {
	call := method.Parent
	if method.Kind != program.Member || call == nil || call.Kind != program.Call || method.Role != program.Argument {
		return nil
	}
	of, confidence := u.thing(method.Child(program.Obj)), "high"
	if of == nil {
		if of = u.likely(call, method, method.Child(program.Obj)); of == nil {
			return nil
		}
		confidence = "medium"
	}
	return u.operationAt(method, call, of, method.Name, confidence)
}

// operationAt describes an operation; at is what asks for it, and call has its arguments.
func (u *unit) operationAt(at, call *program.Node, of *thing, method, confidence string) *sight {
	what := operation(of.is, method)
	if of.is == chained {
		what = chainOperation(of, method)
	}
	if what == "" {
		return nil
	}
	s := u.sight("pinecone_call", what, at)
	s.values["operation"], s.values["method"], s.values["confidence"] = what, method, confidence
	u.tellTransport(s, at, of)
	if of.wrapper != "" {
		s.values["wrapper"] = of.wrapper
	}
	if what == "control" {
		return s
	}
	if u.language == syntax.CSharp && (what == "import" || mentions(asked(method), "records", "embed", "rerank")) {
		s.values["transport"] = "rest"
	}
	if answer := u.wrapperRepeats(of, what); answer != unknown {
		s.values["wrapper_repeats"] = answer == yes
	}
	if of.wrapper == "haystack" && strings.HasSuffix(method, "_async") {
		s.values["transport"] = "async"
	}
	if of.is != chained {
		u.amounts(s, call, what)
	}
	u.amountTold(s, call, of, what)
	namespace := u.calledFor(call, of, method, what)
	u.namespace(s, namespace)
	u.repetition(s, at, call, what)
	u.apart(s, at, u.records(call), namespace, handleOf(at))
	u.tries(s, at, of)
	return s
}

func mentions(text string, words ...string) bool {
	for _, word := range words {
		if len(text) >= len(word) && containsWord(text, word) {
			return true
		}
	}
	return false
}

func (s *sight) unsure(u *unit, pointer, reason string, node *program.Node) {
	hidden := snapshot.Unknown{Reason: reason}
	if node != nil {
		hidden.Expression = u.source(node)
	}
	s.unknown[pointer] = hidden
}

// unsureGiven is [sight.unsure] of what a file of configuration says.
func (s *sight) unsureGiven(u *unit, pointer, reason string, node *program.Node, given *setting) {
	s.unsure(u, pointer, reason, node)
	hidden, at := s.unknown[pointer], given.location()
	hidden.Location = &at
	s.unknown[pointer] = hidden
}

// set gives a value where it is known, and says why where it is not.
func (s *sight) set(
	u *unit, values map[string]any, name, pointer string, answer tri, reason string, node *program.Node,
) {
	switch answer {
	case yes, no:
		values[name] = answer == yes
		if node != nil {
			s.places[pointer] = node
		}
	default:
		s.unsure(u, pointer, fmt.Sprint(reason), node)
	}
}
