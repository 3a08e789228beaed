package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// principals joins the blocks by type. AWS reads one principal "*" of type AWS or * as
// everybody, and so the provider writes it.
func principals(blocks []placed) *node {
	grouped := &groups{}
	for _, p := range blocks {
		kind, list := p.part("type"), p.list("identifiers")
		if p.gap != nil || kind == nil || list == nil {
			return unknown(p.why(kind, list))
		}
		name, ok := text(kind.force())
		if !ok {
			return unknown(kind.orUnknown(), list.references()...).mixed()
		}
		grouped.add(name, p.block.body.attribute("identifiers").at, values(list, true))
	}
	if len(grouped.order) == 1 && (grouped.order[0] == "AWS" || grouped.order[0] == "*") {
		if only := grouped.single(grouped.order[0]); only != nil {
			if value, ok := text(only.force()); ok && value == "*" {
				return only
			}
		}
	}
	return grouped.object()
}

// conditions joins the blocks by test, and within a test by variable.
func conditions(blocks []placed) *node {
	tests := map[string]*groups{}
	outer := &groups{}
	for _, p := range blocks {
		test, variable, list := p.part("test"), p.part("variable"), p.list("values")
		if p.gap != nil || test == nil || variable == nil || list == nil {
			return unknown(p.why(test, variable, list))
		}
		name, ok := text(test.force())
		key, alsoOK := text(variable.force())
		if !ok || !alsoOK {
			return unknown(p.why(test, variable), list.references()...).mixed()
		}
		if tests[name] == nil {
			tests[name] = &groups{}
			outer.order = append(outer.order, name)
		}
		tests[name].add(key, p.block.body.attribute("values").at, values(list, true))
	}
	entries := make([]entry, len(outer.order))
	for i, name := range outer.order {
		entries[i] = entry{key: name, at: tests[name].places[tests[name].order[0]], node: tests[name].object()}
	}
	return newObject(entries)
}

// part is an attribute of the block, or nil.
func (p placed) part(name string) *node {
	item := p.block.body.attribute(name)
	if item == nil || p.gap != nil {
		return nil
	}
	return p.scope.attribute(item)
}

// list is the list that an attribute of the block has, or nil.
func (p placed) list(name string) *node {
	item := p.block.body.attribute(name)
	if item == nil || p.gap != nil {
		return nil
	}
	return p.scope.listed(item)
}

// listed is the list of an attribute. Where it is joined of several, each of those that is
// unknown is one unknown element of it: a policy asks for neither their order nor their number.
func (sc *scope) listed(a *attribute) *node {
	whole := sc.attribute(a)
	joined := joinedIn(a.expr)
	if whole.list().gap == nil || len(joined) == 0 {
		return whole
	}
	in := sc.in(a.at.file)
	var entries []entry
	for _, expr := range joined {
		one := in.eval(expr)
		switch l := one.list(); {
		case l.gap != nil, l.shape == plain && isPrimitive(one.force()): // flatten takes what is no list too
			entries = append(entries, entry{at: in.file.in(expr.Range()), node: one})
		case l.shape == tuple || l.shape == set:
			entries = append(entries, l.entries...)
		default:
			return whole
		}
	}
	return newTuple(entries...)
}

// joinedIn are the lists that an expression joins to one.
func joinedIn(expr hcl.Expression) []hclsyntax.Expression {
	call, ok := expr.(*hclsyntax.FunctionCallExpr)
	if !ok || call.ExpandFinal {
		return nil
	}
	switch call.Name {
	case "concat", "setunion":
		return call.Args
	case "compact", "distinct", "sort", "tolist", "toset":
		if len(call.Args) == 1 {
			return joinedIn(call.Args[0])
		}
	case "flatten":
		if len(call.Args) == 1 {
			if lists, ok := call.Args[0].(*hclsyntax.TupleConsExpr); ok {
				return lists.Exprs
			}
			return joinedIn(call.Args[0])
		}
	}
	return nil
}

func (p placed) why(parts ...*node) *gap {
	if p.gap != nil {
		return p.gap
	}
	for _, part := range parts {
		if part == nil {
			return &gap{at: p.block.header, reason: "the " + p.block.kind + " block is not complete"}
		}
		if found := part.reason(); found != nil {
			return found
		}
	}
	return &gap{at: p.block.header, reason: "it cannot be told from the source"}
}

// groups are lists by name, in the order that the names came.
type groups struct {
	order  []string
	lists  map[string][]*node
	places map[string]span
}

func (g *groups) add(name string, at span, list *node) {
	if g.lists == nil {
		g.lists, g.places = map[string][]*node{}, map[string]span{}
	}
	if _, ok := g.lists[name]; !ok {
		g.order = append(g.order, name)
		g.places[name] = at
	}
	g.lists[name] = append(g.lists[name], list)
}

// joined is the list of a name; one that is unknown is one unknown element of it.
func (g *groups) joined(name string) *node {
	lists := g.lists[name]
	if len(lists) == 1 {
		return lists[0]
	}
	var entries []entry
	for _, list := range lists {
		if list.kind == tuple {
			entries = append(entries, list.entries...)
		} else {
			entries = append(entries, entry{node: list})
		}
	}
	return newTuple(entries...)
}

func (g *groups) single(name string) *node {
	if list := g.joined(name); list.kind == tuple && len(list.entries) == 1 {
		return list.entries[0].node
	}
	return nil
}

func (g *groups) object() *node {
	entries := make([]entry, len(g.order))
	for i, name := range g.order {
		entries[i] = collapse(name, g.places[name], g.joined(name))
	}
	return newObject(entries)
}

// collapse writes a list of one element as the element, as the provider does; the place
// is then the element's.
func collapse(key string, at span, list *node) entry {
	if list.kind == tuple && len(list.entries) == 1 {
		only := list.entries[0]
		if only.at.known() {
			at = only.at
		}
		return entry{key: key, at: at, node: only.node}
	}
	return entry{key: key, at: at, node: list}
}

// values is a list of strings without duplicates; &{…} in them stands for ${…}, which
// Terraform would take for its own.
func values(list *node, variables bool) *node {
	l := list.list()
	if l.gap != nil || l.shape == object || l.shape == plain {
		return list
	}
	seen := map[string]bool{}
	var entries []entry
	for _, e := range l.entries {
		value, ok := text(e.node.force())
		if ok && seen[value] {
			continue
		}
		seen[value] = true
		if ok && variables && strings.Contains(value, "&{") {
			e.node = &node{to: e.node, value: cty.StringVal(strings.ReplaceAll(value, "&{", "${"))}
		}
		entries = append(entries, e)
	}
	return newTuple(entries...)
}
