package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// tellTransport keeps how a call talks: as its handle was made, which is also what those say who hand it
// in for a parameter of another type.
func (u *unit) tellTransport(s *sight, at *program.Node, of *thing) {
	switch handed := u.transportsHanded(at, of); {
	case of.broken != nil:
		s.unsure(u, "/transport", of.broken.unreadable(), nil)
	case u.isOfAnyTransport(of):
		s.unsure(u, "/transport", "the handle is made elsewhere", nil)
	case len(handed) > 1:
		s.unsure(u, "/transport", "who calls it hands in handles that talk otherwise", nil)
	case len(handed) == 1:
		s.values["transport"] = handed[0]
	default:
		s.values["transport"] = u.transportOf(of)
	}
}

// transportsHanded are those of the handles that are handed in for a parameter of Python with a type, which
// binds nobody: def load(index: Index).
func (u *unit) transportsHanded(at *program.Node, of *thing) []string {
	object := handleOf(at)
	if u.language != syntax.Python || of.is != index || of.made != nil || object == nil {
		return nil
	}
	var found []string
	for _, each := range u.declared(object) {
		function := each.node.Parent
		if each.node.Kind != program.Parameter || each.node.Child(program.Type) == nil ||
			function == nil || function.Kind != program.Function {
			continue
		}
		for _, caller := range append(u.ownCalls(function), u.whoCalls(function)...) {
			handed := caller.in.thing(givenFor(each.node, caller.node.Parent))
			if handed == nil || handed.is != index || caller.in.isOfAnyTransport(handed) {
				continue
			}
			if transport := caller.in.transportOf(handed); !slices.Contains(found, transport) {
				found = append(found, transport)
			}
		}
	}
	return found
}

// ownCalls are the nearest places of the text that call a function, or make an object by a constructor.
func (u *unit) ownCalls(function *program.Node) []use {
	name, class := ownName(function), classOf(function)
	if class != nil && isConstructor(function) {
		name, class = class.Name, nil
	}
	var found []use
	for _, each := range u.uses[name][:min(nearest, len(u.uses[name]))] {
		if each.Role == program.Callee && !each.Within(function) && u.isOfSame(each, class) {
			found = append(found, use{each, u})
		}
	}
	return found
}

func (u *unit) transportOf(of *thing) string {
	if of.is == index && isBuilt(u.language) || of.wrapper == "semantic-kernel" {
		return "grpc"
	}
	for from := of; from != nil; from = from.from {
		if from.made != nil || from.class != "" {
			if found := transport(u.language, from.class, from.made); found != "rest" {
				return found
			}
		}
	}
	return "rest"
}

// isOfAnyTransport says whether a handle that the text does not make may be of gRPC or
// asynchronous, as what the text imports may be.
func (u *unit) isOfAnyTransport(of *thing) bool {
	return of.is == index && of.made == nil && of.class == "" && u.root.Find(func(n *program.Node) bool {
		return n.Kind == program.Binding && isSDK(u.language, n.Parent.Name) && transport(u.language, n.Name, nil) != "rest"
	}) != nil
}
