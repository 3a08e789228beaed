package pulumi

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// step is what a preview does to one resource.
type step struct {
	node *document.Node
	op   string
	urn  urn
	// state is that after the step, or before it where nothing is after; it may be nil.
	state *document.Node
	does  []any
}

// urn is urn:pulumi:<stack>::<project>::<types>::<name>, taken apart. The types are those of
// the components that a resource is in, and its own.
type urn struct{ whole, project, types, name string }

func urnOf(whole string) urn {
	parts := strings.SplitN(whole, "::", 4)
	if len(parts) < 4 {
		return urn{whole: whole, name: parts[len(parts)-1]}
	}
	return urn{whole: whole, project: parts[1], types: parts[2], name: parts[3]}
}

// kind is the type of the resource itself.
func (u urn) kind() string { return u.types[strings.LastIndexByte(u.types, '$')+1:] }

// actions are what a step does, in the words of Terraform's plans; nil for a step that is a
// part of another.
func actions(op string, retained bool) []any {
	switch op {
	case "create", "import":
		return []any{"create"}
	case "update":
		return []any{"update"}
	case "delete":
		if retained {
			return []any{"forget"}
		}
		return []any{"delete"}
	case "replace", "import-replacement":
		if retained {
			return []any{"create", "forget"}
		}
		return []any{"delete", "create"}
	case "same", "refresh":
		return []any{"no-op"}
	default: // create-replacement, delete-replaced, read and the like
		return nil
	}
}

// last is for each resource the last of its steps that says what is done to it: one that
// refreshes it may be before. What is left of an earlier deployment, and is to be deleted, has
// the URN of what took its place.
func last(steps *document.Node) []step {
	if steps == nil {
		return nil
	}
	var all []step
	at := map[string]int{}
	for _, node := range steps.Items {
		old := node.Get("oldState")
		one := step{node: node, urn: urnOf(node.Get("urn").String()), state: node.Get("newState")}
		one.op = node.Get("op").String()
		one.does = actions(one.op, old.Get("retainOnDelete").String() == "true")
		if one.does == nil || one.urn.whole == "" || one.op == "delete" && old.Get("delete").String() == "true" {
			continue
		}
		if one.state == nil || len(one.state.Entries) == 0 {
			one.state = old
		}
		if before, ok := at[one.urn.whole]; ok {
			all[before] = one
			continue
		}
		at[one.urn.whole] = len(all)
		all = append(all, one)
	}
	return all
}

// name gives every resource its logical name, and the types of its components too where
// another of its type has the same.
func (p *preview) name(steps []step) {
	p.addresses = map[string]string{}
	count := map[string]int{}
	key := func(one step) string { return typeOf(one.urn.kind(), p.options.Types) + " " + one.urn.name }
	for _, one := range steps {
		count[key(one)]++
	}
	for _, one := range steps {
		p.addresses[one.urn.whole] = one.urn.name
		if count[key(one)] > 1 {
			p.addresses[one.urn.whole] = one.urn.types + "::" + one.urn.name
		}
	}
}

// address is what a resource is called that the preview may not have.
func (p *preview) address(whole string) string {
	if known, ok := p.addresses[whole]; ok {
		return known
	}
	return urnOf(whole).name
}

// step observes the resource of one step, as it is after it.
func (p *preview) step(one step) {
	p.source.Counts["resources"]++
	at := snapshot.Position{Location: p.document.Place(one.node)}
	at.EndLine, at.EndColumn = at.StartLine, at.StartColumn
	kind := one.state.Get("type").String()
	if kind == "" {
		kind = one.urn.kind()
	}
	kind = typeOf(kind, p.options.Types)
	values := p.merged(one, at)
	there, written := p.written.place(one.state)
	if written {
		there.Via = []snapshot.Via{{Location: at.Location, Note: "previewed"}}
	} else {
		there = at
	}
	p.documents(one, there)
	p.refer(one, kind, values, there)
	if one.op != "delete" {
		p.keysAt(there, written, kind, p.address(one.urn.whole), values)
	}
	shape := p.options.Types[kind]
	if shape == nil {
		p.unknownType(kind, p.address(one.urn.whole), there.Location)
		return
	}
	values = translate(values, shape, kind)
	if one.state.Get("outputs") == nil {
		undetermined(values, shape)
	}
	values.Set("change", p.change(one, at))
	values.Set("lifecycle", kept(one.state, at))
	o := &snapshot.Observation{Type: kind, Source: p.source.ID, Address: p.address(one.urn.whole)}
	o.Complete = one.state != nil
	if old := one.node.Get("oldState").Get("urn").String(); old != "" && old != one.urn.whole {
		if former := p.address(old); former != o.Address {
			o.Formerly = []string{former}
		}
	}
	if !document.Observe(p.options.Types, o, values, at, "a live reading") {
		return
	}
	if written {
		o.Locations = snapshot.Locations{{Position: there}}
	}
	p.unit = append(p.unit, o)
}

// refer notes which resources the properties of one were made from. A preview names no
// attribute of theirs.
func (p *preview) refer(one step, kind string, values *document.Value, at snapshot.Position) {
	depends := one.state.Get("propertyDependencies")
	for i, field := range values.Fields {
		urns := depends.Get(field.Name)
		if urns == nil || len(urns.Items) == 0 {
			continue
		}
		var refs []string
		for _, whole := range urns.Items {
			refs = append(refs, p.address(whole.String()))
		}
		p.flows = append(p.flows, flow{collect.Flow{
			Type: kind, Resource: p.address(one.urn.whole), Argument: snake(field.Name), References: refs,
		}, at})
		with := *field.Value
		with.References = refs
		values.Fields[i].Value = &with
	}
}

func (p *preview) change(one step, at snapshot.Position) *document.Value {
	list := func(items []any) *document.Value {
		v := &document.Value{Kind: document.List, At: at}
		for _, item := range items {
			v.Items = append(v.Items, &document.Value{Scalar: item, At: at})
		}
		return v
	}
	change := &document.Value{Kind: document.Map, At: at}
	change.Set("actions", list(one.does))
	if reasons := one.node.Get("replaceReasons"); reasons != nil && slices.Contains(one.does, any("create")) {
		var paths []any
		for _, reason := range reasons.Items {
			paths = append(paths, snake(reason.String()))
		}
		change.Set("replace_paths", list(paths))
	}
	return change
}

// kept says that no deployment destroys a resource, in Terraform's words.
func kept(state *document.Node, at snapshot.Position) *document.Value {
	if state.Get("protect").String() != "true" && state.Get("retainOnDelete").String() != "true" {
		return nil
	}
	lifecycle := &document.Value{Kind: document.Map, At: at}
	lifecycle.Set("prevent_destroy", &document.Value{Scalar: true, At: at})
	return lifecycle
}
