package terraform

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/pinelint/pinelint/pkg/collect"
)

// handed is what Terragrunt gives a variable of the root module, nil where it gives nothing. It
// does so in the environment: what is no text arrives as JSON, and a variable without a type
// takes it as the text that it is.
func (m *module) handed(declared *block) *node {
	given := m.root.handed.input(declared.label(0))
	if given == nil || given.isNull() {
		return given
	}
	constraint := declared.body.attribute("type")
	if constraint != nil && hcl.ExprAsKeyword(constraint.expr) != "string" {
		return given
	}
	if l := given.list(); l.shape != plain {
		return link(&node{kind: jsonText, document: given}, given.at, given.note)
	}
	converted, err := convert.Convert(given.force(), cty.String)
	if bare, _ := converted.Unmark(); err != nil || !bare.IsKnown() {
		return given
	}
	return &node{to: given, value: converted}
}

// handedNames are the variables of the root module that Terragrunt gives a value.
func (m *module) handedNames() []string {
	if m.root.handed == nil {
		return nil
	}
	names := slices.Sorted(maps.Keys(m.folder.variables))
	return slices.DeleteFunc(names, func(name string) bool { return m.handed(m.folder.variables[name]) == nil })
}

// names says whether a file that makes what is handed to the root module has what is sought.
func (r *root) names(sought func(text []byte) bool) bool {
	return slices.ContainsFunc(r.configured, func(name string) bool {
		file := r.loader.written(name).source
		return file != nil && sought(file.data)
	})
}

// input is what the inputs of the file, and of those that it includes, have under a name; nil
// where they have nothing.
func (c *config) input(name string) *node {
	what := func() string { return "input " + collect.Quote(name) }
	made := once(c.cells, "input "+name, span{file: &source{path: c.path}}, what, c.module, func() *node {
		if found := c.mergedInput(name); found != nil {
			return found
		}
		return c.none
	})
	if made == c.none {
		return nil
	}
	return made
}

func (c *config) mergedInput(name string) *node {
	found := c.ownInput(name)
	for _, one := range slices.Backward(c.merged()) {
		switch {
		case one.gap != nil:
			if found == nil || one.strategy != "shallow" {
				found = unknown(one.gap)
			}
		case one.strategy == "shallow":
			if found == nil {
				found = one.config.ownInput(name)
			}
		default:
			found = deepMerge(one.config.ownInput(name), found, maxNesting)
		}
	}
	return found
}

// ownInput is what the file's own inputs have under a name.
func (c *config) ownInput(name string) *node {
	item := c.body.attribute("inputs")
	switch {
	case c.why != nil:
		return unknown(c.why)
	case item == nil:
		return nil
	}
	found, open := c.scope(item).in(item.at.file).member(item.expr, name)
	switch {
	case open != nil:
		return open
	case found == nil:
		return nil
	}
	note := fmt.Sprintf("input %q in %s", name, collect.Quote(c.path))
	return link(found.node, found.place(item.at), note)
}

// member is what an object has under a name, of whose other members nothing need be known. It is
// open where it cannot be told whether the object has one.
func (sc *scope) member(expr hcl.Expression, name string) (found *entry, open *node) {
	if isLiteral(expr) {
		written := literal(expr, name)
		if written == nil {
			return nil, nil
		}
		at := sc.file.in(hcl.RangeBetween(written.KeyExpr.Range(), written.ValueExpr.Range()))
		return &entry{key: name, at: at, node: sc.eval(written.ValueExpr)}, nil
	}
	if call, ok := expr.(*hclsyntax.FunctionCallExpr); ok && call.Name == "merge" && !call.ExpandFinal {
		for _, arg := range slices.Backward(call.Args) {
			if found, open = sc.member(arg, name); found != nil || open != nil {
				return found, open
			}
		}
		return nil, nil
	}
	whole := sc.eval(expr)
	l := whole.list()
	switch {
	case l.gap != nil:
		return nil, unknown(l.gap, whole.references()...)
	case l.shape != object && !whole.isNull():
		return nil, sc.fail(expr.Range(), "inputs must be an object")
	}
	if at, ok := l.find(cty.StringVal(name)); ok {
		return &at, nil
	}
	return nil, nil
}

// literal is the member of a name in an object that is written out, nil where there is none.
func literal(expr hcl.Expression, name string) *hclsyntax.ObjectConsItem {
	written, _ := expr.(*hclsyntax.ObjectConsExpr)
	for i := range slices.Backward(written.Items) {
		if literalKey(written.Items[i].KeyExpr) == name {
			return &written.Items[i]
		}
	}
	return nil
}

// isLiteral says whether an expression is an object with names that are written out, so that
// one of its members can be evaluated without the others.
func isLiteral(expr hcl.Expression) bool {
	written, ok := expr.(*hclsyntax.ObjectConsExpr)
	return ok && !slices.ContainsFunc(written.Items, func(item hclsyntax.ObjectConsItem) bool {
		return literalKey(item.KeyExpr) == ""
	})
}

func literalKey(expr hcl.Expression) string {
	if key, ok := expr.(*hclsyntax.ObjectConsKeyExpr); ok && key.ForceNonLiteral {
		return ""
	}
	if name := hcl.ExprAsKeyword(expr); name != "" {
		return name
	}
	return literalString(expr)
}

// ownInputs is the file's own inputs as a whole; nil where it has none.
func (c *config) ownInputs() *node {
	item := c.body.attribute("inputs")
	if item == nil {
		return nil
	}
	what := func() string { return "inputs of " + collect.Quote(c.path) }
	return once(c.cells, "inputs", item.at, what, c.module, func() *node { return c.scope(item).attribute(item) })
}

// inputs are those of the file and of what it includes, as a whole.
func (c *config) inputs() *node {
	list, why := c.layers()
	if why != nil {
		return unknown(why)
	}
	var names []string
	for _, layer := range list {
		own := layer.ownInputs()
		if own == nil {
			continue
		}
		l := own.list()
		if l.gap != nil {
			return unknown(l.gap, own.references()...)
		}
		for _, e := range l.entries {
			names = append(names, e.key)
		}
	}
	slices.Sort(names)
	var entries []entry
	for _, name := range slices.Compact(names) {
		if found := c.input(name); found != nil {
			entries = append(entries, entry{key: name, node: found})
		}
	}
	return newObject(entries)
}

// deepMerge lays one value on another: of objects the members, recursively, of lists the
// elements of both, and else the upper one.
func deepMerge(below, above *node, depth int) *node {
	switch {
	case above == nil:
		return below
	case below == nil || above.isNull() || below.isNull():
		return above
	}
	upper := above.list()
	if upper.gap != nil || upper.shape == plain {
		return above
	}
	lower := below.list()
	if lower.gap != nil {
		return unknown(lower.gap, newTuple(entry{node: below}, entry{node: above}).references()...)
	}
	return mergeParts(lower, upper, above, depth)
}

func mergeParts(lower, upper listing, above *node, depth int) *node {
	switch {
	case depth == 0 || len(upper.entries)+len(lower.entries) > maxParts:
		return unknown(&gap{reason: "there is too much to merge"})
	case upper.shape != object && lower.shape != object && lower.shape != plain: // a set arrives as a list
		return newTuple(slices.Concat(lower.entries, upper.entries)...)
	case upper.shape != object || lower.shape != object:
		return above
	}
	entries := slices.Clone(lower.entries)
	for _, e := range upper.entries {
		if under, ok := lower.find(cty.StringVal(e.key)); ok {
			if merged := deepMerge(under.node, e.node, depth-1); merged != e.node {
				e = entry{key: e.key, node: merged}
			}
		}
		entries = append(entries, e)
	}
	return newObject(entries)
}

// moduleSource is the module that a unit runs, with the place in the unit that says so: what it
// includes may. It is nil where it names none, and unknown where that cannot be told.
func (c *config) moduleSource() (*node, span) {
	list, why := c.layers()
	for _, layer := range list {
		for _, b := range layer.body.blocks {
			if item := b.body.attribute("source"); b.kind == "terraform" && item != nil {
				return layer.scope(item).attribute(item), c.comes(layer, item.at)
			}
		}
	}
	if why != nil {
		return unknown(why), why.at
	}
	return nil, span{}
}

// comes is where a layer comes into the file, or a place in the file itself.
func (c *config) comes(layer *config, at span) span {
	for _, one := range c.resolve() {
		if one.config == layer {
			return one.header
		}
	}
	return at
}
