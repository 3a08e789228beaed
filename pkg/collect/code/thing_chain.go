package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// thingsInChain looks at what a chain of calls begins with first, so that a long one takes
// no more steps than a short one.
func (u *unit) thingsInChain(call *program.Node, steps int) {
	var chain []*program.Node
	for at := calledOn(call); at != nil; at = calledOn(at) {
		if _, asked := u.things[at]; asked {
			break
		}
		chain = append(chain, at)
	}
	for _, each := range slices.Backward(chain) {
		u.thingWithin(each, steps)
	}
}

// calledOn is what the method of a call is called on, nil where it is no method.
func calledOn(call *program.Node) *program.Node {
	if call == nil || call.Kind != program.Call {
		return nil
	}
	return call.Child(program.Callee).Child(program.Obj)
}

// stub is what the first SDK of Java asks an index by: connection.getBlockingStub().
func (u *unit) stub(object *program.Node, method string) *thing {
	if u.language != syntax.Java || !isOneOf(method, []string{"getblockingstub", "getfuturestub", "getasyncstub"}) {
		return nil
	}
	for _, each := range u.bindings(object.Name, object) {
		module, name := split(u.origin(each.node.Child(program.Type)))
		if strings.HasPrefix(module, "io.pinecone") && name == "PineconeConnection" {
			return &thing{is: index, class: name}
		}
	}
	return nil
}
