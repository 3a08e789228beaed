package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// runner is what a chain of LangChain, an engine of LlamaIndex or their kin is that asks a store
// wherever it stands in it: it knows of the store what that was made with.
func (t *thing) runner(by string) *thing {
	made := *t
	made.is, made.by = chained, by
	return &made
}

// isAsked says whether a thing is a store, or what asks one.
func (t *thing) isAsked() bool { return t != nil && (t.is == store || t.is == chained) }

// piped is a chain that Python's operator makes: {"context": retriever, "question": …} | prompt.
func (u *unit) piped(node *program.Node, steps int) *thing {
	if u.language != syntax.Python || node.Name != "|" {
		return nil
	}
	for node.Kind == program.Operation && node.Name == "|" && len(node.Children) > 1 {
		for _, part := range node.Children[1:] {
			if found := u.askedIn(part, steps-1); found != nil {
				return found.runner("")
			}
		}
		node = node.Children[0] // the rest of a long one
	}
	if found := u.askedIn(node, steps-1); found != nil {
		return found.runner("")
	}
	return nil
}

// askedIn is the first store, or what asks one, in a part of a chain or an argument of what makes one:
// also in a list or an object, and in one that has a name.
func (u *unit) askedIn(part *program.Node, steps int) *thing {
	if part == nil || steps <= 0 {
		return nil
	}
	switch part.Kind {
	case program.Keyword, program.Entry:
		return u.askedIn(part.Child(program.Value), steps)
	case program.Object, program.List:
		for _, each := range part.Children {
			if found := u.askedIn(each, steps-1); found != nil {
				return found
			}
		}
		return nil
	case program.Name:
		if value := u.constant(part); value != nil && (value.Kind == program.Object || value.Kind == program.List) {
			return u.askedIn(value, steps-1)
		}
	}
	if found := u.thingWithin(part, steps-1); found.isAsked() {
		return found
	}
	return nil
}

// runs is what a call gives that makes a chain, an engine or a pipeline of a store: a function or a class
// of LangChain or LlamaIndex that is handed one, or prompt.pipe(retriever).
func (u *unit) runs(call, called *program.Node, steps int) *thing {
	origin := u.origin(called)
	if !ofChains(origin) && (called.Kind != program.Member || called.Name != "pipe") {
		return nil
	}
	for _, each := range call.All(program.Argument) {
		if found := u.askedIn(each, steps-1); found != nil {
			made := found.runner(makerOf(origin))
			u.tellAmount(made, call)
			return made
		}
	}
	return nil
}

// ofChains says whether something comes from LangChain or LlamaIndex.
func ofChains(origin string) bool {
	module, _, _ := strings.Cut(origin, ":")
	return strings.HasPrefix(module, "langchain") || strings.HasPrefix(module, "@langchain/") ||
		strings.HasPrefix(module, "langgraph") || strings.HasPrefix(module, "llama_index") ||
		strings.HasPrefix(module, "llamaindex") || strings.HasPrefix(module, "@llamaindex/")
}

// makerOf is the class or the function that an origin names first: VectorStoreIndex of
// llama_index.core:VectorStoreIndex.from_vector_store.
func makerOf(origin string) string {
	_, name, _ := strings.Cut(origin, ":")
	name, _, _ = strings.Cut(name, ".")
	return name
}

// further is what a method of a store or of a chain gives that asks the same store.
func (u *unit) further(of *thing, call *program.Node, method string) *thing {
	switch plain := plainName(method); {
	case plain == "withretry":
		made := of.runner(of.by)
		made.again = &use{call, u}
		return made
	case slices.Contains([]string{"asretriever", "asqueryengine", "aschatengine"}, plain):
		made := of.runner(of.by)
		u.tellAmount(made, call)
		return made
	case slices.Contains([]string{
		"bind", "withconfig", "withfallbacks", "withtypes", "withlisteners", "pipe", "pick", "assign", "map", "astool",
		"compile",
	}, plain) && of.is == chained:
		return of
	default:
		return nil
	}
}

// tellAmount keeps what a retriever or an engine is told to ask for, where it is made.
func (u *unit) tellAmount(made *thing, call *program.Node) {
	if told := u.toldAmount(call); told != nil {
		made.asks = &use{told, u}
	}
}

// toldAmount is how much what a call makes is told to ask a store for: search_kwargs={"k": 20},
// similarity_top_k=20, asRetriever(20). What chooses by difference asks for what it chooses from.
func (u *unit) toldAmount(call *program.Node) *program.Node {
	kind, _ := u.word(argument(call, "searchtype"))
	name := "k"
	if kind == "mmr" {
		name = "fetchk"
	}
	if options := argument(call, "searchkwargs"); options != nil {
		if value := u.constant(options); value != nil {
			options = value
		}
		if found := entry(options, name); found != nil {
			return found
		}
		if found := argument(options, name); found != nil && options.Kind == program.Call { // dict(k=20)
			return found
		}
	}
	if found := argument(call, "similaritytopk", "topk"); found != nil {
		return found
	}
	if !isScript(u.language) || kind == "mmr" {
		return nil
	}
	if found := argument(call, "k"); found != nil {
		return found
	}
	if first := positional(call, 0); plainName(callee(call)) == "asretriever" && first != nil &&
		(first.Kind == program.Number || first.Kind == program.Name) {
		return first
	}
	return nil
}

// chainOperation is what a method of a chain or an engine does with the store in it.
func chainOperation(of *thing, method string) string {
	plain := plainName(method)
	if of.by == "IngestionPipeline" {
		if plain == "run" || plain == "arun" {
			return "upsert"
		}
		return ""
	}
	name := strings.TrimPrefix(plain, "a")
	switch {
	case slices.Contains([]string{
		"invoke", "batch", "stream", "streamevents", "streamlog", "transform", "run", "call", "apply", "query", "retrieve",
		"chat", "streamchat", "getrelevantdocuments",
	}, name), plain == "apply":
		return "query"
	case of.wrapper != "llamaindex":
		return ""
	case name == "insert", name == "insertnodes", strings.HasPrefix(name, "refresh"):
		return "upsert"
	case name == "deleterefdoc", name == "deletenodes", plain == "adeleterefdoc":
		return "delete"
	default:
		return ""
	}
}

// calledChain is the chain that is called itself: qa({"query": q}).
func (u *unit) calledChain(call, called *program.Node) *thing {
	if u.language != syntax.Python || called.Kind != program.Name || call.Role == program.Decorator {
		return nil
	}
	if of := u.thing(called); of != nil && of.is == chained {
		return of
	}
	return nil
}

// fills is the store of LlamaIndex that a call fills while it makes an index of documents:
// VectorStoreIndex.from_documents(documents, storage_context=context).
func (u *unit) fills(call, called *program.Node) *thing {
	if plainName(called.Name) != "fromdocuments" || !ofChains(u.origin(called)) {
		return nil
	}
	of := u.thing(call)
	if of == nil || of.is != chained || of.wrapper != "llamaindex" {
		return nil
	}
	filled := *of
	filled.is = store
	return &filled
}
