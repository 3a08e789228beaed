package terraform

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// structural calls the functions that hand on parts of their arguments. It returns nil
// where the arguments do not allow that, and the function is to be applied as a whole.
func (sc *scope) structural(name string, e *hclsyntax.FunctionCallExpr, args []*node) *node {
	switch name {
	case "merge":
		return merge(args)
	case "concat":
		return concat(args)
	case "coalesce", "coalescelist":
		return coalesce(args)
	case "join", "format":
		return alone(piecesOf(name, args))
	case "slice":
		return slice(args)
	case "file":
		return sc.readFile(e, args)
	case "templatefile":
		return sc.readTemplate(e, args)
	}
	switch len(args) {
	case 1:
		return sc.structural1(name, e, args[0])
	case 2, 3:
		return structural2(name, args)
	}
	return nil
}

func (sc *scope) structural1(name string, e *hclsyntax.FunctionCallExpr, arg *node) *node {
	switch name {
	case "abspath", "dirname", "basename":
		return sc.located(name, e, arg)
	case "jsonencode":
		return &node{kind: jsonText, document: arg}
	case "yamlencode":
		return &node{kind: yamlText, document: arg}
	case "jsondecode", "yamldecode":
		return sc.decoded(name, e, arg)
	case "sensitive":
		return &node{to: arg, sensitive: true}
	case "tolist", "toset", "tomap", "tostring", "tonumber", "tobool":
		return sc.converted(name, e, arg)
	case "flatten", "compact", "distinct":
		l := arg.list()
		if l.gap != nil || l.shape == plain || l.shape == object {
			return nil
		}
		return rebuilt(name, l)
	case "values":
		if l := arg.list(); l.gap == nil && l.shape == object {
			return newTuple(l.entries...)
		}
	case "one":
		return only(arg.list())
	default:
		return rearranged(name, arg)
	}
	return nil
}

// rearranged is what stays what it is but for the order, the space around it, or whether it is shown.
func rearranged(name string, arg *node) *node {
	switch name {
	case "nonsensitive", "trimspace", "chomp":
		return sameDocument(arg)
	case "reverse":
		if l := arg.list(); l.gap == nil && l.shape == tuple {
			reversed := slices.Clone(l.entries)
			slices.Reverse(reversed)
			return newTuple(reversed...)
		}
	}
	return nil
}

// isDocument says whether a text that is not known in full is surely a document, and so neither
// null nor empty.
func (n *node) isDocument() bool {
	origin := n.origin()
	if bare, marks := n.force().Unmark(); bare.IsKnown() || len(marks) > 0 {
		return false
	}
	return origin.document != nil || origin.decodable() && strings.TrimSpace(origin.template.pieces[0].text) != ""
}

// sameDocument is a document that a function changes nothing of but the space around it.
func sameDocument(arg *node) *node {
	if arg.isDocument() {
		return arg
	}
	return nil
}

// alone is the one piece of a text that has no other, where it is a document.
func alone(pieces []piece) *node {
	pieces = slices.DeleteFunc(pieces, func(p piece) bool { return p.node == nil && p.text == "" })
	if len(pieces) == 1 && pieces[0].node != nil {
		return sameDocument(pieces[0].node)
	}
	return nil
}

func slice(args []*node) *node {
	if len(args) != 3 {
		return nil
	}
	from, okFrom := position(args[1].force())
	to, okTo := position(args[2].force())
	if zones, ok := args[0].origin().parts.(*zoneList); ok && okFrom && okTo {
		return zones.slice(from, to)
	}
	l := args[0].list()
	if l.gap != nil || l.shape != tuple || !okFrom || !okTo || from < 0 || to < from || to > len(l.entries) {
		return nil
	}
	return newTuple(l.entries[from:to]...)
}

// located keeps the end of a path to a folder of the scan, which is the same wherever the
// repository was checked out.
func (sc *scope) located(name string, e *hclsyntax.FunctionCallExpr, arg *node) *node {
	folder := arg.origin().folder
	if name == "basename" && folder != "" && folder != "." {
		return known(cty.StringVal(path.Base(folder)))
	}
	made := sc.invoke(name, name, e, []*node{arg})
	relative, isKnown := text(arg.force())
	switch at, inside := inScan(sc.module.base(), relative); {
	case name == "abspath" && isKnown && inside:
		made.folder = at
	case name == "dirname" && folder != "" && folder != ".":
		made.folder = path.Dir(folder)
	}
	return made
}

// converted keeps the parts' origin through a conversion. A set with an unknown element
// is unknown as a whole to cty; its elements are kept as they came.
func (sc *scope) converted(name string, e *hclsyntax.FunctionCallExpr, arg *node) *node {
	made := sc.invoke(name, name, e, []*node{arg})
	bare, _ := made.force().Unmark()
	if !bare.IsKnown() {
		if name != "tostring" && arg.list().gap == nil && len(arg.list().entries) > 0 || arg.isDocument() {
			return arg
		}
		return made
	}
	return &node{value: made.value, to: arg, refs: nil, gap: made.gap}
}

func rebuilt(name string, l listing) *node {
	switch name {
	case "flatten":
		flat, ok := flatten(nil, l, maxNesting)
		if !ok {
			return nil
		}
		return newTuple(flat...)
	case "compact":
		return newTuple(filter(l.entries, func(value string, isText bool) bool { return !isText || value != "" })...)
	}
	seen := map[string]bool{}
	return newTuple(filter(l.entries, func(value string, isText bool) bool {
		again := isText && seen[value]
		seen[value] = true
		return !again
	})...)
}

// filter keeps the entries for which keep says so; null is no text and is left out.
func filter(entries []entry, keep func(value string, isText bool) bool) []entry {
	var kept []entry
	for _, e := range entries {
		value := e.node.force()
		bare, _ := value.Unmark()
		if bare.IsKnown() && bare.IsNull() {
			continue
		}
		if keep(text(value)) {
			kept = append(kept, e)
		}
	}
	return kept
}

func flatten(into []entry, l listing, depth int) ([]entry, bool) {
	for _, e := range l.entries {
		inner := e.node.list()
		switch {
		case inner.gap != nil && isPrimitive(e.node.force()):
			into = append(into, e)
		case inner.gap != nil || depth == 0 || len(into) > maxParts:
			return nil, false // an unknown list has an unknown number of elements
		case inner.shape == tuple || inner.shape == set:
			var ok bool
			if into, ok = flatten(into, inner, depth-1); !ok {
				return nil, false
			}
		default:
			into = append(into, e)
		}
	}
	return into, true
}

func isPrimitive(value cty.Value) bool {
	return value.Type().IsPrimitiveType() || value.Type() == cty.DynamicPseudoType
}

func structural2(name string, args []*node) *node {
	switch name {
	case "lookup":
		return lookup(args)
	case "element":
		l := args[0].list()
		index, ok := position(args[1].force())
		if l.gap == nil && ok && index >= 0 && l.shape == tuple && len(l.entries) > 0 {
			return l.entries[index%len(l.entries)].node
		}
	case "zipmap":
		return zip(args[0].list(), args[1].list())
	}
	return nil
}

func lookup(args []*node) *node {
	l := args[0].list()
	if _, ok := text(args[1].force()); !ok || l.gap != nil || l.shape != object {
		return nil
	}
	if found := args[0].child(args[1].force()); found != nil {
		return found
	}
	if len(args) == 3 {
		return args[2]
	}
	return nil
}

func zip(names, values listing) *node {
	if names.gap != nil || values.gap != nil || len(names.entries) != len(values.entries) {
		return nil
	}
	entries := make([]entry, len(names.entries))
	for i, e := range names.entries {
		name, ok := text(e.node.force())
		if !ok {
			return nil
		}
		entries[i] = entry{key: name, at: values.entries[i].at, node: values.entries[i].node}
	}
	return newObject(entries)
}

func only(l listing) *node {
	switch {
	case l.gap != nil || l.shape == plain || l.shape == object || len(l.entries) > 1:
		return nil
	case len(l.entries) == 0:
		return known(cty.NullVal(cty.DynamicPseudoType))
	}
	return l.entries[0].node
}

func merge(args []*node) *node {
	var entries []entry
	for _, arg := range args {
		l := arg.list()
		if l.gap != nil || (l.shape != object && !arg.isNull()) || len(entries) > maxParts {
			return nil
		}
		entries = append(entries, l.entries...)
	}
	return newObject(entries)
}

func concat(args []*node) *node {
	var entries []entry
	for _, arg := range args {
		l := arg.list()
		if l.gap != nil || l.shape != tuple || len(entries) > maxParts {
			return nil
		}
		entries = append(entries, l.entries...)
	}
	return newTuple(entries...)
}

// coalesce is the first argument that is neither null nor empty; where an unknown one that
// may be either comes before it, nothing can be said.
func coalesce(args []*node) *node {
	for _, arg := range args {
		value, _ := arg.force().Unmark()
		if !value.IsKnown() {
			return sameDocument(arg)
		}
		text, isText := text(value)
		empty := value.IsNull() || (isText && text == "" && value.Type() == cty.String)
		if !empty && (value.Type().IsPrimitiveType() || value.LengthInt() > 0) {
			return arg
		}
	}
	return nil
}

func (n *node) isNull() bool {
	if origin := n.origin(); origin.kind != plain || origin.parts != nil {
		return false
	}
	value, _ := n.force().Unmark()
	return value.IsKnown() && value.IsNull()
}
