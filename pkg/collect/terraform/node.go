package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxElements bounds the elements of one value, in all depths.
const maxElements = 1_000_000

// node is a value with its origin: what it is, and the places and resources that it was
// made from, part by part. Nodes are shared and do not change once they are made, but
// for the value that is computed when it is needed.
//
// A node is one of five: a structure (entries), a link that passes another node on (to),
// a string that encodes another node (document), something whose parts are evaluated
// when they are asked for (parts), or a plain value.
type node struct {
	// value is set in a plain value, and in a link that converts what it passes on.
	value cty.Value
	// forced keeps what follows from the rest, once somebody needed it whole, and weight
	// how many elements it has in all depths, which may be more than anybody can walk.
	forced cty.Value
	weight int

	kind    kind
	entries []entry // of an object sorted by key

	// to is where the value came from; at and note tell the place passed on the way.
	to   *node
	at   span
	note string
	// apart says that the value has no more than its place from there.
	apart bool

	document *node
	template *template
	parts    parts

	// refs are the addresses of resource attributes that the value was made from.
	refs []string
	gap  *gap
	// folder is where an absolute path that is unknown leads to, from the top of the scan:
	// its end is known. It is empty where that is not known either.
	folder string
	// path is the expression of a part of something unknown, where the reason names the whole alone.
	path string
	// byDefault is the variable of the root module whose default a link passes on.
	byDefault *block
	// sensitive says that the value must not be shown.
	sensitive bool
}

type kind uint8

const (
	plain kind = iota
	object
	tuple
	set
	jsonText
	yamlText
)

// entry is one part of a structure. The span covers key and value and may be nowhere.
type entry struct {
	key  string
	at   span
	node *node
}

// place is where the part is written: at its key, or on the way that it came.
func (e *entry) place(otherwise span) span {
	switch {
	case e.at.known():
		return e.at
	case e.node.to != nil && e.node.at.known():
		return e.node.at
	default:
		return otherwise
	}
}

// gap says why a value is unknown.
type gap struct {
	at     span
	reason string
	// needed is what would tell it, where that is more than a plan or a live reading.
	needed string
	// variable is the one that nobody gave a value, where that is why.
	variable string
	// hidden says that the text of the expression may be a secret.
	hidden bool
	// odd says that whoever asks for it has made a mistake, as far as was read.
	odd bool
}

// isLater says whether an apply alone tells what is missing.
func (g *gap) isLater() bool { return snapshot.Unknown{Reason: g.reason}.IsLater() }

// seen is the same gap at the place that asks for the value.
func (g *gap) seen(at span) *gap {
	return &gap{at: at, reason: g.reason, needed: g.needed, variable: g.variable}
}

// parts is a thing whose parts are evaluated one by one: a resource, a module.
type parts interface {
	// part is an attribute or an instance; nil where there is none, and never will be.
	part(key cty.Value) *node
	// all lists the parts where they can be listed without evaluating them all.
	all() (entries []entry, shape kind, gap *gap)
	// whole is the value as far as it makes sense as one.
	whole() cty.Value
}

// addressed is a resource, or all that its count or for_each makes.
type addressed interface{ address() string }

func known(value cty.Value) *node { return &node{value: value} }

func unknown(why *gap, refs ...string) *node {
	return &node{value: cty.DynamicVal, gap: why, refs: refs}
}

// link passes a node on through a place.
func link(to *node, at span, note string) *node { return &node{to: to, at: at, note: note} }

func newObject(entries []entry) *node {
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	last := entries[:0]
	for i, e := range entries {
		if i+1 == len(entries) || entries[i+1].key != e.key {
			last = append(last, e) // of equal keys the last one counts
		}
	}
	return &node{kind: object, entries: last}
}

func newTuple(nodes ...entry) *node { return &node{kind: tuple, entries: nodes} }

// force is the whole value, unknown where parts of it are.
func (n *node) force() cty.Value {
	value := n.value
	if value == cty.NilVal {
		if n.forced == cty.NilVal {
			n.forced = n.compute()
		}
		value = n.forced
	}
	if n.sensitive {
		return value.Mark(lang.Sensitive)
	}
	return value
}

func (n *node) compute() cty.Value {
	switch {
	case n.to != nil:
		return n.to.force()
	case n.document != nil:
		encoded := encode(n.kind, n.document.force())
		if bare, _ := encoded.Unmark(); !bare.IsKnown() && n.gap == nil && n.document.reason() == nil {
			n.gap = &gap{reason: fmt.Sprintf("its text has more than %d MB", maxText>>20), at: n.at}
		}
		return encoded
	case n.parts != nil:
		return n.parts.whole()
	}
	return n.structure()
}

// structure is the value of entries, or unknown where they are too many to walk: a value
// may hold another twice, and that one a third, so that forty lines make one without end.
func (n *node) structure() cty.Value {
	list, named := make([]cty.Value, len(n.entries)), map[string]cty.Value{}
	n.weight = 1
	for i, e := range n.entries {
		list[i] = e.node.force()
		if n.weight += e.node.elements(); n.weight > maxElements {
			n.weight = 1
			n.gap = &gap{reason: fmt.Sprintf("it has more than %d elements", maxElements), at: e.at}
			return cty.DynamicVal
		}
		if n.kind != tuple {
			named[e.key] = list[i]
		}
	}
	if n.kind == tuple {
		return cty.TupleVal(list)
	}
	return cty.ObjectVal(named)
}

// elements counts what a forced node holds, in all depths.
func (n *node) elements() int {
	origin := n.origin()
	if origin.weight > 0 {
		return origin.weight
	}
	origin.weight = 1
	if bare, _ := origin.force().Unmark(); bare.IsKnown() && !bare.IsNull() && bare.CanIterateElements() {
		_ = cty.Walk(bare, func(cty.Path, cty.Value) (bool, error) {
			origin.weight++
			return origin.weight <= maxElements, nil
		})
	}
	return origin.weight
}

// isBare says whether a node is a value that stands where it is used, and came from nowhere else.
func (n *node) isBare() bool {
	return n.to == nil && n.kind == plain && n.document == nil && n.template == nil && n.parts == nil &&
		n.gap == nil && len(n.refs) == 0
}

// origin follows links to the node that the value was made in.
func (n *node) origin() *node {
	for n.to != nil {
		n = n.to
	}
	return n
}

// maxSearch bounds the search for reasons and references in nested values, which may be
// shared and so be much larger to walk than to keep.
const maxSearch = 4096

// reason is why the value, or the first unknown part of it, is unknown.
func (n *node) reason() *gap {
	left := maxSearch
	return n.firstGap(&left)
}

func (n *node) firstGap(left *int) *gap {
	if *left--; n.gap != nil || *left <= 0 {
		return n.gap
	}
	for _, below := range []*node{n.to, n.document} {
		if below != nil {
			return below.firstGap(left)
		}
	}
	for _, e := range n.entries {
		if found := e.node.firstGap(left); found != nil {
			return found
		}
	}
	return nil
}

// references are those of the value and of all its parts, sorted and unique. Where a
// resource's attribute was passed on, it is that attribute and not what it was made from.
func (n *node) references() []string {
	left := maxSearch
	found := n.gather(nil, &left)
	slices.Sort(found)
	return slices.Compact(found)
}

func (n *node) gather(found []string, left *int) []string {
	if *left--; len(n.refs) > 0 || *left <= 0 {
		return append(found, n.refs...)
	}
	if n.apart {
		return found
	}
	for _, below := range []*node{n.to, n.document} {
		if below != nil {
			return below.gather(found, left)
		}
	}
	if whole, ok := n.parts.(addressed); ok {
		return append(found, whole.address())
	}
	for _, e := range n.entries {
		found = e.node.gather(found, left)
	}
	return found
}
