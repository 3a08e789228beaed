package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// clientHandedAt is the client that whoever is handed its class makes: Depends(Pinecone),
// field(default_factory=Pinecone), providers.Factory(Pinecone, api_key=key).
func (u *unit) clientHandedAt(class *program.Node) *sight {
	call := class.Parent
	if call != nil && call.Kind == program.Keyword {
		call = call.Parent
	}
	if u.language != syntax.Python || call == nil || call.Kind != program.Call || class.Role == program.Callee ||
		!makesOfClass(call, class) {
		return nil
	}
	of := u.thing(class)
	if of == nil || of.is != clientClass {
		return nil
	}
	s := u.sight("pinecone_client", of.class, class)
	s.values["kind"], s.values["transport"] = "client", transport(u.language, of.class, call)
	u.security(s, &thing{is: client, class: of.class, made: call})
	u.frequencyHanded(s, call)
	return s
}

// makesOfClass says whether a call is one that makes objects of a class which it is handed.
func makesOfClass(call, class *program.Node) bool {
	switch {
	case isDepends(call):
		return class.Parent == call || class.Parent.Name == "dependency"
	case isOneOf(callee(call), []string{"field", "attrib", "ib"}):
		return isOneOf(class.Parent.Name, []string{"defaultfactory", "factory"})
	default:
		return isProvider(call) && positional(call, 0) == class
	}
}

// isProvider knows the providers of dependency_injector.
func isProvider(call *program.Node) bool {
	return isFactory(call) || isOneOf(callee(call), []string{
		"singleton", "threadsafesingleton", "threadlocalsingleton", "contextlocalsingleton", "resource",
	})
}

func isFactory(call *program.Node) bool { return callee(call) == "Factory" }

// frequencyHanded says how often what is handed a class makes an object of it.
func (u *unit) frequencyHanded(s *sight, call *program.Node) {
	function, class := enclosing(call), classOf(call)
	switch {
	case isDepends(call):
		if !u.isHandled(s, u.handler(call)) {
			s.unsure(u, "/per_request", howOften(functionName(function)), nil)
		}
	case isFactory(call):
		if !u.isHandled(s, u.handlerThatAsks(call)) {
			s.unsure(u, "/per_request", "it is made for each who asks the container, and nothing says how often that is", nil)
		}
	case isProvider(call):
		s.values["per_request"] = false
	case class != nil && function == nil:
		if !u.isHandled(s, u.handlerOfObject(class, class, shallow)) {
			u.frequencyOfObject(s, class)
		}
	default:
		s.unsure(u, "/per_request", howOften(functionName(function)), nil)
	}
}

// handlerThatAsks is the handler that asks a container for what one of its providers makes:
// Depends(Provide[Container.client]), container.client().
func (u *unit) handlerThatAsks(provider *program.Node) *use {
	assign := provider.Up(isAssign)
	target := assign.Child(program.Target)
	if target == nil || target.Name == "" {
		return nil
	}
	var asked []use
	for _, each := range u.uses[target.Name] {
		if each.Kind == program.Member && each != target && len(asked) < nearest {
			asked = append(asked, use{each, u})
		}
	}
	if class := classOf(assign); class != nil {
		for _, each := range u.usesElsewhere(class) {
			if member := each.node.Parent; member != nil && member.Kind == program.Member && member.Name == target.Name {
				asked = append(asked, use{member, each.in})
			}
		}
	}
	for _, each := range asked {
		if found := each.in.handlerWithin(each.node, shallow); found != nil {
			return found
		}
	}
	return nil
}

// opensOwnClient says whether a store of LangChain or LlamaIndex is given no index, so that it makes a
// client of its own.
func (u *unit) opensOwnClient(made *thing) bool {
	if made.is != store || made.made == nil || made.from != nil || made.made.Find(isSpread) != nil {
		return false
	}
	if isScript(u.language) {
		return made.wrapper == "llamaindex" && u.within(made.made, "pineconeindex") == nil ||
			made.wrapper == "langchain" && u.within(made.made, "pineconeconfig") != nil
	}
	return u.language == syntax.Python && isOneOf(made.wrapper, []string{"langchain", "llamaindex"}) && u.lacksIndex(made)
}

// lacksIndex says whether a store of Python is made without the index that it could be given.
func (u *unit) lacksIndex(made *thing) bool {
	if made.class == "Pinecone" && !strings.HasPrefix(u.origin(made.made.Child(program.Callee)), "langchain_pinecone") {
		return false // which had the SDK's own one for all, in its day
	}
	if slices.Contains([]string{"from_existing_index", "from_texts", "from_documents"}, callee(made.made)) {
		return made.wrapper == "langchain"
	}
	index := argument(made.made, "index", "pineconeindex")
	if index == nil {
		index = positional(made.made, 0)
	}
	class := u.thing(made.made.Child(program.Callee))
	return given(index) == nil && class != nil && class.is == storeClass && class.class != "PineconeHybridSearchRetriever"
}
