package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// javaClass knows the SDK, and the stores of Spring AI and LangChain4j. A builder is taken
// for the class of what it builds.
func javaClass(module, name string) (kind, string) {
	switch {
	case module == "io.pinecone.clients":
		switch name {
		case "Pinecone":
			return clientClass, ""
		case "Index", "AsyncIndex":
			return indexClass, ""
		}
	case module == "io.pinecone.clients.Pinecone" && name == "Builder":
		return clientClass, ""
	case strings.HasPrefix(module, "org.springframework.ai") && name == "PineconeVectorStore":
		return storeClass, "spring-ai"
	case strings.HasPrefix(module, "dev.langchain4j") && name == "PineconeEmbeddingStore":
		return storeClass, "langchain4j"
	}
	return nothing, ""
}

// isBuilt says whether a language makes objects by builders, and finds names in what is
// opened as a whole, without saying of each where it comes from.
func isBuilt(language syntax.Language) bool {
	return language == syntax.Java || language == syntax.CSharp
}

// building says whether a method of a builder gives the builder, or what it builds.
func building(method string) bool {
	return method == "build" || strings.HasPrefix(method, "with") || strings.HasPrefix(method, "set")
}

// built is what a method of a builder gives: the same again, until it asks for something.
func (u *unit) built(of *thing, method string) *thing {
	switch {
	case u.language == syntax.CSharp && of.is == store && method == "GetCollection":
		return of
	case !isBuilt(u.language) || of.made == nil && of.is != client:
		return nil
	case of.is == client && method == "getInferenceClient":
		return &thing{is: inference, made: of.made, from: of}
	case of.is == client && of.made != nil && building(method), of.is == store && operation(store, method) == "":
		return of
	default:
		return nil
	}
}

// chain is the whole of what is called on what a call gives, one after another:
// new Builder(key).withHost(host).build().
func chain(call *program.Node) *program.Node {
	for {
		member := call.Parent
		if member == nil || member.Kind != program.Member || call.Role != program.Obj ||
			member.Role != program.Callee || !building(member.Name) {
			return call
		}
		call = member.Parent
	}
}

// chainRoot is the call that a chain of calls begins with.
func chainRoot(node *program.Node) *program.Node {
	for {
		called := node.Child(program.Callee)
		if node.Kind != program.Call || called == nil || called.Kind != program.Member {
			return node
		}
		object := called.Child(program.Obj)
		if object == nil || object.Kind != program.Call {
			return node
		}
		node = object
	}
}

// connects says whether a handle of Java is made with a connection of its own: an index with a new one,
// a store with a key.
func (u *unit) connects(made *thing) bool {
	if made.is == store {
		for at := made.made; at.Role == program.Obj && at.Parent.Role == program.Callee; {
			at = at.Parent.Parent
			if callee(at) == "apiKey" {
				return true
			}
		}
		return false
	}
	return made.is == index && slices.ContainsFunc(made.made.All(program.Argument), func(given *program.Node) bool {
		if value := u.constant(given); value != nil && enclosing(value) == enclosing(given) {
			given = value
		}
		return given.Name == "new" && callee(given) == "PineconeConnection"
	})
}

// inChain is the argument of a method that is called in a chain, nil where none is.
func inChain(whole *program.Node, method string) *program.Node {
	found := whole.Find(func(n *program.Node) bool { return n.Kind == program.Call && callee(n) == method })
	if found == nil {
		return nil
	}
	return positional(found, 0)
}

// opened is the origin of a name that comes from what is imported as a whole.
func (u *unit) opened(name string) string {
	if u.language == syntax.CSharp && (name == "Pinecone" || name == "Polly") {
		return name + ":"
	}
	const most = 100 // who imports more has them made
	all := u.file.names["*"]
	for _, each := range all[:min(most, len(all))] {
		module := each.node.Parent.Name
		if is, _ := class(u.language, module, name); is != nothing || isRetryClass(module, name) {
			return module + ":" + name
		}
		if u.language == syntax.Python && len(u.declarations(module+":"+name)) > 0 {
			return module + ":" + name
		}
	}
	return ""
}

// builtTarget knows an index whose client was given the host, or whose connection was.
func (u *unit) builtTarget(s *sight, made *thing) bool {
	if from := made.from; from != nil && from.made != nil {
		if host := inChain(chain(from.made), "withHost"); host != nil {
			s.values["target"] = "host"
			u.host(s, host)
			return true
		}
	}
	if made.made == nil || made.made.Name != "new" || u.language != syntax.Java {
		return false
	}
	if host := u.hostOfConfig(made.made); host != nil {
		s.values["target"] = "host"
		u.hostOrName(s, host)
		return true
	}
	s.unsure(u, "/target", "the connection is made elsewhere", nil)
	return true
}
