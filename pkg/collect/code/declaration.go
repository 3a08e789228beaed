package code

import (
	"bytes"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// declaration is what a name stands for in another file.
type declaration struct {
	binding
	in *unit
}

// declarations are what an origin leads to in the tree, through those files that only hand it on.
func (u *unit) declarations(origin string) []declaration {
	return u.declarationsWithin(origin, deepest)
}

func (u *unit) declarationsWithin(origin string, steps int) []declaration {
	if origin == "" || steps == 0 {
		return nil
	}
	if u.language == syntax.Go {
		return u.ofPackage(origin)
	}
	other, name := u.exporter(origin)
	if other == nil || other == u {
		return nil
	}
	found, asked := other.handedOn[name]
	if !asked {
		other.handedOn[name] = nil // which ends circles
		found = other.declarationsOf(name, steps-1)
		other.handedOn[name] = found
	}
	return found
}

// declarationsOf are what other files get of the text by a name.
func (u *unit) declarationsOf(name string, steps int) []declaration {
	var found []declaration
	for _, each := range u.exported(name) {
		found = append(found, u.handedFrom(each, steps)...)
	}
	all := u.file.names["*"] // export * from "./client"
	for _, each := range all[:min(nearest, len(all))] {
		if len(found) == 0 {
			found = u.declarationsWithin(imported(each.node)+name, steps)
		}
	}
	return found[:min(nearest, len(found))]
}

// handedFrom is what a name of the text stands for: what it imports, it hands on.
func (u *unit) handedFrom(named binding, steps int) []declaration {
	origin := ""
	switch named.node.Kind {
	case program.Binding: // from .client import index
		origin = imported(named.node)
	case program.Assign: // exports.index = require("./client").index
		origin = u.origin(named.value)
	default: // made here
	}
	if found := u.declarationsWithin(origin, steps); found != nil || named.node.Kind == program.Binding {
		return found
	}
	return []declaration{{named, u}}
}

// exported is what a name stands for in the whole text; without a name, what it exports by
// default.
func (u *unit) exported(name string) []binding {
	if name == "" {
		return u.exportedByDefault()
	}
	found := u.file.names[name]
	if len(found) == 0 && isScript(u.language) {
		found = u.exportedAs(name)
	}
	return found[:min(nearest, len(found))]
}

// exportedAs is for exports.withRetry = … and module.exports = { withRetry: … }.
func (u *unit) exportedAs(name string) []binding {
	var found []binding
	for _, each := range u.attributes[name] {
		if object := each.node.Child(program.Target).Child(program.Obj); object != nil && object.Name == "exports" {
			found = append(found, each)
		}
	}
	for _, each := range u.attributes["exports"] {
		if each.value == nil {
			continue
		}
		if value := entry(each.value, plainName(name)); value != nil {
			found = append(found, u.standsFor(each.node, value)...)
		}
	}
	return found
}

func (u *unit) exportedByDefault() []binding {
	var found []binding
	for _, node := range u.root.Children {
		if len(node.Children) > 0 && bytes.HasPrefix(u.text[node.Start:], []byte("export default ")) {
			found = append(found, u.standsFor(node, node.Children[len(node.Children)-1])...)
		}
	}
	for _, each := range u.attributes["exports"] { // module.exports = …
		if each.value != nil && isScript(u.language) {
			found = append(found, u.standsFor(each.node, each.value)...)
		}
	}
	return found[:min(nearest, len(found))]
}

// standsFor is what a value is that a node exports: a name stands for what has it.
func (u *unit) standsFor(node, value *program.Node) []binding {
	switch value.Kind {
	case program.Name:
		return u.exported(value.Name)
	case program.Function, program.Class:
		return []binding{{node: value}}
	default:
		return []binding{{node: node, value: value}}
	}
}
