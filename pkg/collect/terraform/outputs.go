package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// outputs are those of the root module that a data source reads, nil where it is not there.
func (i *instance) outputs() *outputs {
	from := i.remote()
	if from == nil {
		return nil
	}
	other := i.resource.module.root.other(from)
	if other == nil {
		return nil
	}
	return &outputs{
		module: other, source: sourceID(from.path), own: i.address() + ".outputs",
		defaults: i.attribute("defaults"), passed: map[*node]*node{},
	}
}

// maxChain bounds how far states are followed that are made of other states.
const maxChain = 4

// maxBorrowed bounds how many root modules are evaluated for one: each may read many.
const maxBorrowed = 200

// other is another root module, for what it gives out; nil where that is made of what it is for.
func (r *root) other(at *plan) *module {
	if kept, ok := r.others[at]; ok {
		return kept
	}
	chain, first := 0, r
	for by := r; by != nil; by = by.by {
		if chain++; chain > maxChain || by.planned == at {
			return nil
		}
		first = by
	}
	if first.borrowed++; first.borrowed > maxBorrowed {
		return nil
	}
	r.loader.borrow(at)
	main := r.loader.main(at, r)
	if r.others == nil {
		r.others = map[*plan]*module{}
	}
	r.others[at] = main
	return main
}

// reads are the root modules whose states this one is made of, as often as they were borrowed.
func (r *root) reads() []*plan {
	var all []*plan
	for at, main := range r.others {
		all = append(all, at)
		if main != nil {
			all = append(all, main.root.reads()...)
		}
	}
	return all
}

// eachRead visits what other root modules give out that this one reads: by the dependencies of
// its unit, and by data sources that read a state, also in the modules that it calls.
func (m *module) eachRead(visit func(*outputs)) {
	if c := m.root.handed; c != nil && m.parent == nil {
		for _, name := range c.dependencyNames() {
			if from, ok := c.outputs(name, c.dependencies()[name]).parts.(*outputs); ok {
				visit(from)
			}
		}
	}
	for _, b := range m.folder.resources {
		if !readsState(b) {
			continue
		}
		if declared := m.resource(b); declared != nil {
			for _, i := range declared.instances {
				if from := i.outputs(); from != nil {
					visit(from)
				}
			}
		}
	}
	for instance := range m.entered() {
		if instance.module != nil {
			instance.module.eachRead(visit)
		}
	}
}

// outputs as [parts] are what a root module gives out, as another reads it.
type outputs struct {
	module   *module
	source   string
	own      string // the reference to them
	defaults *node
	passed   map[*node]*node
}

func (o *outputs) part(key cty.Value) *node {
	name, ok := text(key)
	if !ok {
		return nil
	}
	if found := o.module.output(name); found != nil {
		return o.abroad(found)
	}
	if o.defaults != nil {
		if at, ok := o.defaults.list().find(key); ok {
			return at.node
		}
	}
	return unknown(&gap{reason: o.module.lacks(name), odd: true})
}

// all cannot list them: a state may have more than the configuration has now.
func (o *outputs) all() ([]entry, kind, *gap) {
	return nil, plain, &gap{reason: "read at apply: the outputs of " + o.module.describe()}
}

func (o *outputs) whole() cty.Value { return cty.DynamicVal }

// abroad is a value as it is in another root module: what it refers to is that one's, and what
// is unknown in it is no text of its expressions, which mean something else there. What is
// shared stays shared, as a value may hold another twice, and that one a third.
func (o *outputs) abroad(n *node) *node {
	if kept, ok := o.passed[n]; ok {
		return kept
	}
	made := o.pass(n)
	o.passed[n] = made
	return made
}

func (o *outputs) pass(n *node) *node {
	switch {
	case n.to != nil && n.value == cty.NilVal:
		return &node{to: o.abroad(n.to), at: n.at, note: n.note, refs: o.named(n.refs), sensitive: n.sensitive}
	case n.parts != nil:
		return &node{parts: &foreign{of: n.parts, outputs: o}}
	case n.kind == object || n.kind == tuple:
		return o.structure(n.kind, n.entries)
	}
	value := n.force()
	if value.IsWhollyKnown() {
		return &node{to: n, refs: o.named(n.references())}
	}
	if l := n.list(); l.shape == object || l.shape == tuple {
		return o.structure(l.shape, l.entries)
	}
	refs := o.named(n.references())
	if len(refs) == 0 {
		refs = []string{o.own} // a variable of the other's, which may be a key
	}
	made := unknown(&gap{reason: n.orUnknown().reason, needed: n.orUnknown().needed}, refs...)
	made.sensitive = n.sensitive || isSensitive(value)
	return made
}

func (o *outputs) structure(shape kind, entries []entry) *node {
	made := &node{kind: shape, entries: make([]entry, len(entries))}
	for i, e := range entries {
		made.entries[i] = entry{key: e.key, at: e.at, node: o.abroad(e.node)}
	}
	return made
}

// named are references of the other root module as another has them.
func (o *outputs) named(refs []string) []string {
	var named []string
	for _, ref := range refs {
		named = append(named, snapshot.Reference(snapshot.Referred(o.source, ref)))
	}
	return named
}

// foreign is a resource or a module of another root module.
type foreign struct {
	of      parts
	outputs *outputs
}

func (f *foreign) part(key cty.Value) *node {
	if found := f.of.part(key); found != nil {
		return f.outputs.abroad(found)
	}
	return nil
}

func (f *foreign) all() ([]entry, kind, *gap) {
	entries, shape, gap := f.of.all()
	passed := make([]entry, len(entries))
	for i, e := range entries {
		passed[i] = entry{key: e.key, at: e.at, node: f.outputs.abroad(e.node)}
	}
	return passed, shape, gap
}

func (f *foreign) whole() cty.Value { return f.of.whole() }
