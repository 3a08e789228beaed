package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// csharpClass knows the SDK, and the stores of Semantic Kernel. The namespace alone may be written
// before a class.
func csharpClass(module, name string) (kind, string) {
	if module == "Microsoft.SemanticKernel.Connectors.Pinecone" {
		switch name {
		case "PineconeVectorStore", "PineconeCollection", "PineconeVectorStoreRecordCollection":
			return storeClass, "semantic-kernel"
		}
		return nothing, ""
	}
	if module != "Pinecone" {
		return nothing, ""
	}
	switch name {
	case "PineconeClient", "BasePinecone":
		return clientClass, ""
	case "IndexClient":
		return indexClass, ""
	default:
		return nothing, ""
	}
}

// insecureWithin follows the names in what a client is made with: the client of HTTP in its
// options, and the handler of that; in TypeScript the function that sends requests, and its agent.
func (u *unit) insecureWithin(node *program.Node, seen map[*program.Node]bool) *program.Node {
	var found *program.Node
	node.Walk(func(n *program.Node) bool {
		switch {
		case found != nil:
		case u.switchesOff(n):
			found = n
		case n.Role == program.Callee || n.Role == program.Obj || n.Kind != program.Name && n.Kind != program.Member:
		default:
			if value := u.maker(n); value != nil && !seen[value] {
				seen[value] = true
				found = u.insecureWithin(value, seen)
			}
			if found == nil {
				found = u.acceptsLater(n)
			}
		}
		return found == nil
	})
	return found
}

// maker is the call that makes what a name stands for, or the function that it is in TypeScript.
func (u *unit) maker(name *program.Node) *program.Node {
	value := u.constant(name)
	if value != nil && value.Kind == program.Call {
		return value
	}
	if functions := u.called(name); isScript(u.language) && name.Kind == program.Name && len(functions) == 1 {
		return functions[0]
	}
	return nil
}

// isConditional says whether something is said of a client under a condition that the client is
// made without.
func isConditional(node, made *program.Node) bool {
	test := node.Up(func(n *program.Node) bool { return n.Kind == program.If })
	return test != nil && !made.Within(test) && enclosing(node) == enclosing(made)
}

// isCheck knows the properties of handlers that say how certificates are checked.
func isCheck(name string) bool {
	return name == "ServerCertificateCustomValidationCallback" || name == "RemoteCertificateValidationCallback" ||
		name == "ServerCertificateValidationCallback"
}

// acceptsLater finds where a variable is told to take any certificate after it was made.
func (u *unit) acceptsLater(name *program.Node) *program.Node {
	for _, property := range []string{
		"ServerCertificateCustomValidationCallback", "RemoteCertificateValidationCallback",
	} {
		if given := u.givenLater(name, property); given != nil && u.acceptsAny(given) {
			return given
		}
	}
	return nil
}

// givenLater is what a property of a variable is given in the same function, where it is
// given one thing: handler.Callback = value.
func (u *unit) givenLater(name *program.Node, property string) *program.Node {
	var given *program.Node
	for _, each := range u.attributes[property] {
		target := each.node.Child(program.Target)
		for target.Child(program.Obj) != nil {
			target = target.Child(program.Obj) // handler.SslOptions.Callback
		}
		if target == nil || target.Name != name.Name || enclosing(each.node) != enclosing(name) {
			continue
		}
		if given != nil {
			return nil
		}
		given = each.value
	}
	return given
}

// acceptsAny says whether what checks certificates takes each.
func (u *unit) acceptsAny(check *program.Node) bool {
	if value := u.constant(check); value != nil {
		check = value
	}
	if check == nil {
		return false
	}
	if method := u.ownMethod(check); method != nil {
		check = method
	}
	if check.Name == "DangerousAcceptAnyServerCertificateValidator" {
		return true
	}
	body := check.Child(program.Body)
	if body == nil {
		return false
	}
	if body.Kind == program.Block && len(body.Children) == 1 && len(body.Children[0].Children) == 1 {
		body = body.Children[0].Children[0] // { return true; }
	}
	return body.Kind == program.Constant && body.Name == "true"
}

// ownMethod is the one method of the class around a name that is called so.
func (u *unit) ownMethod(name *program.Node) *program.Node {
	if name.Kind != program.Name {
		return nil
	}
	var found *program.Node
	for _, each := range u.functions[name.Name] {
		if classOf(each) != classOf(name) {
			continue
		}
		if found != nil {
			return nil
		}
		found = each
	}
	return found
}

// csharpRetries keeps what the client is told about the SDK's own retries: by REST their
// number, and by gRPC a policy of the channel, without which there are none.
func (u *unit) csharpRetries(s *sight, values map[string]any, made *program.Node) bool {
	name := "maxretries"
	if s.values["transport"] == "grpc" {
		name = "retrypolicy"
	}
	given := u.within(made, name)
	if given == nil {
		given = u.withinNames(made, name, map[*program.Node]bool{})
	}
	if options := u.within(made, "grpcoptions"); given == nil && name == "retrypolicy" && options != nil &&
		options.Kind != program.Call {
		given = options // what they are stands elsewhere
	}
	if given != nil && name == "retrypolicy" {
		policy := given
		if value := u.constant(given); value != nil {
			policy = value
		}
		given = policy
		if most := argument(policy, "maxattempts"); most != nil {
			given = most
		}
	}
	if given == nil {
		return false
	}
	if value, ok := u.number(given); ok {
		values["sdk_retries"] = int(value)
		s.places["/retries/sdk_retries"] = given
		return true
	}
	u.unsureOption(s, given)
	return true
}

func (u *unit) unsureOption(s *sight, given *program.Node) {
	s.unsure(u, "/retries/sdk_retries", "the option stands elsewhere", given)
}

// withinNames is the value of an entry in what stands behind the names that something is made
// with.
func (u *unit) withinNames(made *program.Node, name string, seen map[*program.Node]bool) *program.Node {
	var found *program.Node
	made.Walk(func(n *program.Node) bool {
		if found != nil || n.Role == program.Callee || n.Kind != program.Name && n.Kind != program.Member {
			return found == nil
		}
		value := u.constant(n)
		if value == nil || value.Kind != program.Call || seen[value] {
			return true
		}
		seen[value] = true
		if found = argument(value, name); found == nil {
			found = u.withinNames(value, name, seen)
		}
		return found == nil
	})
	return found
}

// isEntity says whether something is one object that Semantic Kernel stores, and no list of them:
// what a loop goes over, but for one over pieces of a list, or what the text makes of a class.
func (u *unit) isEntity(given *program.Node) bool {
	if given == nil || given.Kind != program.Name {
		return given != nil && isObjectMade(given)
	}
	found := u.bindings(given.Name, given)
	if len(found) == 0 {
		return false
	}
	if iterable := found[0].node.Child(program.Iterable); found[0].node.Kind == program.Loop && iterable != nil {
		return callee(iterable) != "Chunk" && callee(iterable) != "Batch" && callee(iterable) != "Buffer"
	}
	return found[0].value != nil && isObjectMade(found[0].value)
}

// isObjectMade is new Book { Title = title }, of a class that is no list.
func isObjectMade(made *program.Node) bool {
	called := made.Child(program.Callee)
	return made.Kind == program.Call && made.Name == "new" && called != nil && !strings.HasPrefix(called.Name, "List")
}
