package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// origin is where a name comes from, as the module and the names within it: for Pinecone
// in "from pinecone import Pinecone" it is pinecone:Pinecone. It is empty for what the
// text makes itself.
func (u *unit) origin(node *program.Node) string { return u.originWithin(node, deepest) }

// deepest bounds how many steps a name is followed.
const deepest = 12

func (u *unit) originWithin(node *program.Node, steps int) string {
	if node == nil || steps == 0 {
		return ""
	}
	switch node.Kind {
	case program.Name:
		return u.originOfName(node, steps)
	case program.Member:
		if object := u.originWithin(node.Child(program.Obj), steps-1); object != "" {
			return member(object, node.Name)
		}
	case program.Call:
		return u.required(node)
	}
	return ""
}

func (u *unit) originOfName(name *program.Node, steps int) string {
	found := u.bindings(name.Name, name)
	switch {
	case len(found) == 0:
		return u.opened(name.Name)
	case found[0].node.Kind == program.Binding:
		return imported(found[0].node)
	case found[0].value != nil && found[0].node.Kind == program.Assign:
		return u.originWithin(found[0].value, steps-1)
	default:
		return ""
	}
}

// required is the module of require("x") and import("x").
func (u *unit) required(call *program.Node) string {
	callee, argument := call.Child(program.Callee), call.Child(program.Argument)
	if u.language != syntax.Python && argument != nil && argument.Kind == program.String && len(argument.Children) == 0 {
		if callee == nil || callee.Name == "require" || callee.Name == "import" {
			return program.ScriptModule(argument.Name) + ":"
		}
	}
	return ""
}

func imported(made *program.Node) string {
	module := made.Parent.Name
	if made.Name == "" || made.Name == "default" {
		return module + ":"
	}
	return module + ":" + made.Name
}

// member is a name within a module, or within what has an origin already.
func member(object, name string) string {
	switch {
	case name == "default":
		return object
	case strings.HasSuffix(object, ":"):
		return object + name
	case strings.Contains(object, ":"):
		return object + "." + name
	default:
		return object + ":" + name
	}
}

// split is the module and the name of an origin. Of Python's dotted modules, a:b.c, only
// the last part is the name.
func split(origin string) (module, name string) {
	module, name, _ = strings.Cut(origin, ":")
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		module, name = module+"."+name[:dot], name[dot+1:]
	}
	return module, name
}

// callee is the name by which something is called, without what it is a member of.
func callee(call *program.Node) string {
	if call == nil {
		return ""
	}
	if called := call.Child(program.Callee); called != nil {
		return called.Name
	}
	return ""
}

// objectName is the name of what something is a member or an element of.
func objectName(member *program.Node) string {
	if object := member.Child(program.Obj); object != nil {
		return object.Name
	}
	return ""
}

// argument is the value of a keyword, or of the entry of an object that is an argument, or
// nil. Names are compared without case and underscores.
func argument(call *program.Node, names ...string) *program.Node {
	for _, each := range call.Children {
		if each.Role != program.Argument {
			continue
		}
		if found := entry(each, names...); found != nil {
			return found
		}
	}
	return nil
}

// entry is the value of a keyword or of an object's entry.
func entry(node *program.Node, names ...string) *program.Node {
	switch node.Kind {
	case program.Keyword:
		if isOneOf(node.Name, names) {
			return node.Child(program.Value)
		}
	case program.Object:
		for _, each := range node.Children {
			if each.Kind == program.Entry && isOneOf(each.Name, names) {
				return each.Child(program.Value)
			}
		}
	}
	return nil
}

// positional is the argument at a place, not counting keywords, or nil.
func positional(call *program.Node, place int) *program.Node {
	for _, each := range call.All(program.Argument) {
		if each.Kind == program.Keyword {
			continue
		}
		if place == 0 {
			return each
		}
		place--
	}
	return nil
}

func isOneOf(name string, names []string) bool {
	plain := plainName(name)
	return slices.Contains(names, plain)
}

// plainName is a name as all languages would spell it: topk of top_k and topK.
func plainName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }
