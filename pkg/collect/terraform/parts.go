package terraform

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/gocty"
)

// listing is what a node has one by one. With a gap it cannot be told.
type listing struct {
	shape   kind // object, tuple, set, or plain for what has no parts
	entries []entry
	gap     *gap
}

// list takes a node apart without losing where its parts came from.
func (n *node) list() listing {
	switch {
	case n.to != nil && n.value == cty.NilVal:
		inner := n.to.list()
		passed := make([]entry, len(inner.entries))
		for i, e := range inner.entries {
			passed[i] = n.pass(e)
		}
		inner.entries = passed
		return inner
	case n.parts != nil:
		entries, shape, gap := n.parts.all()
		return listing{shape: shape, entries: entries, gap: gap}
	case n.kind == object || n.kind == tuple:
		return listing{shape: n.kind, entries: n.entries}
	}
	return n.listValue()
}

// pass is a part of what came through the link, come through it as well.
func (n *node) pass(e entry) entry {
	passed := &node{to: e.node, refs: n.refs, sensitive: n.sensitive}
	if !n.at.known() {
		return entry{key: e.key, at: e.at, node: passed}
	}
	passed.at, passed.note = n.at, n.note
	if e.at.known() {
		passed.at = e.at
	}
	return entry{key: e.key, node: passed}
}

func (n *node) listValue() listing {
	value, marks := n.force().Unmark()
	if !value.IsKnown() {
		return listing{gap: n.orUnknown()}
	}
	if value.IsNull() || !value.CanIterateElements() {
		return listing{}
	}
	l := listing{shape: tuple}
	switch {
	case value.Type().IsSetType():
		l.shape = set
	case value.Type().IsMapType(), value.Type().IsObjectType():
		l.shape = object
	}
	for at := value.ElementIterator(); at.Next(); {
		key, element := at.Element()
		part := n.partOf(key, element.WithMarks(marks), l.shape)
		if l.shape == object {
			part.key = key.AsString()
		}
		l.entries = append(l.entries, part)
	}
	return l
}

// partOf is one element of a converted or computed value, with the origin of the part
// that it was converted from.
func (n *node) partOf(key, element cty.Value, shape kind) entry {
	if n.to == nil {
		return entry{node: n.plainPart(element)}
	}
	from, ok := n.to.counterpart(key, element, shape)
	if !ok {
		part := n.plainPart(element)
		part.refs = n.references()
		return entry{node: part}
	}
	passed := n.pass(from)
	passed.node.value = element
	return passed
}

// plainPart is a part of a plain value: it shares its origin.
func (n *node) plainPart(value cty.Value) *node {
	part := &node{value: value, refs: n.refs, gap: n.gap, sensitive: n.sensitive}
	if n.isMixed() && !value.IsWhollyKnown() {
		part.mixed()
	}
	return part
}

// counterpart finds the part of an unconverted value that a converted element came from.
// In a set, where elements have no key, it is the first that equals it as text.
func (n *node) counterpart(key, element cty.Value, shape kind) (entry, bool) {
	inner := n.list()
	if shape != set {
		return inner.find(key)
	}
	want, ok := text(element)
	if !ok {
		return entry{}, false
	}
	for _, e := range inner.entries {
		if have, ok := text(e.node.force()); ok && have == want {
			return e, true
		}
	}
	return entry{}, false
}

func (l listing) find(key cty.Value) (entry, bool) {
	if l.shape == object {
		name, ok := text(key)
		at, found := slices.BinarySearchFunc(l.entries, name, func(e entry, name string) int {
			return strings.Compare(e.key, name)
		})
		if !ok || !found {
			return entry{}, false
		}
		return l.entries[at], true
	}
	index, ok := position(key)
	if !ok || l.shape != tuple || index < 0 || index >= len(l.entries) {
		return entry{}, false
	}
	return l.entries[index], true
}

// child is one part by name or position; nil where the node has no such part.
func (n *node) child(key cty.Value) *node {
	switch {
	case n.parts != nil:
		return n.parts.part(key)
	case n.to != nil && n.value == cty.NilVal:
		if inner := n.to.child(key); inner != nil {
			return n.pass(n.to.entryOf(key, inner)).node
		}
		return nil
	case n.kind != object && n.kind != tuple:
		if value := n.force(); !value.IsKnown() {
			return n.unknownChild(key, value)
		}
	}
	if e, ok := n.list().find(key); ok {
		return e.node
	}
	return nil
}

// entryOf adds the place of a part, where the node is a structure and has one.
func (n *node) entryOf(key cty.Value, part *node) entry {
	if n.kind == object || n.kind == tuple {
		if e, ok := (listing{shape: n.kind, entries: n.entries}).find(key); ok {
			return e
		}
	}
	return entry{node: part}
}

func (n *node) unknownChild(key, value cty.Value) *node {
	part := &node{value: cty.DynamicVal, gap: n.orUnknown(), refs: n.references(), sensitive: n.sensitive}
	bare, marks := value.Unmark()
	name, ok := text(key)
	if ok && bare.Type().IsObjectType() {
		if !bare.Type().HasAttribute(name) {
			return nil
		}
		part.value = bare.GetAttr(name)
	}
	if bare.Type().IsCollectionType() {
		part.value = cty.UnknownVal(bare.Type().ElementType())
	}
	part.value = part.value.WithMarks(marks)
	if n.isMixed() {
		part.mixed()
	}
	if n.to != nil {
		if from := n.to.child(key); from != nil {
			part.gap, part.refs = from.orUnknown(), from.references()
		}
	}
	return part
}

func (n *node) orUnknown() *gap {
	if found := n.reason(); found != nil {
		return found
	}
	return &gap{reason: "it cannot be told from the source"}
}

// text is a known primitive as a string.
func text(value cty.Value) (string, bool) {
	value, _ = value.Unmark()
	if value == cty.NilVal || !value.IsKnown() || value.IsNull() || !value.Type().IsPrimitiveType() {
		return "", false
	}
	converted, err := convert.Convert(value, cty.String)
	if err != nil {
		return "", false
	}
	return converted.AsString(), true
}

// position is a known key as an index of a list.
func position(key cty.Value) (int, bool) {
	key, _ = key.Unmark()
	if key == cty.NilVal || !key.IsKnown() || key.IsNull() {
		return 0, false
	}
	if key.Type() == cty.String {
		index, err := strconv.Atoi(key.AsString())
		return index, err == nil
	}
	var index int
	return index, gocty.FromCtyValue(key, &index) == nil
}
