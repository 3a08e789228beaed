package terraform

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// evaluated is a root module after its evaluation.
type evaluated struct {
	*root
	options   *Options
	source    string
	whole     bool // nothing is left to the filter
	marked    []marked
	unit      []*snapshot.Observation
	resources int
	room      snapshot.Locations // see [emitter]
}

func sourceID(path string) string { return "terraform " + path }

// evaluate observes what matters of a root module, or all of it.
func (l *loader) evaluate(ctx context.Context, planned *plan, whole bool) *evaluated {
	main := l.main(planned, nil)
	if main == nil {
		none := &root{path: planned.module, planned: planned, loader: l}
		return &evaluated{root: none, options: l.options, source: sourceID(planned.path)}
	}
	e := &evaluated{root: main.root, options: l.options, source: sourceID(planned.path), whole: whole}
	e.module(ctx, main, main.trail())
	related := e.observeMarked(main)
	if related {
		e.observeRoot(main)
		e.observeSinks(ctx, main)
	}
	e.observeKeys(ctx, main)
	if !related && len(e.unit) > 0 {
		e.observeRoot(main)
	}
	return e
}

// trail is where Terragrunt is told to run a root module; nil where it stands by itself.
func (m *module) trail() []hop {
	if of := m.root.planned.unit; of != nil && of.source.known() {
		return []hop{{at: of.source, note: "the unit " + collect.Quote(m.root.planned.path)}}
	}
	return nil
}

// function finds a function by name. Those that read files are the root module's own;
// the others are made once for all.
func (r *root) function(name string) (function.Function, bool) {
	if !readsFiles(name) {
		found, ok := r.loader.functions[name]
		return found, ok
	}
	if r.table == nil {
		r.table = r.loader.library.For(lang.Scope{FS: r.loader.tree.FS(), Root: r.path})
	}
	found, ok := r.table[name]
	return found, ok
}

func (e *evaluated) counts() map[string]int {
	files := 0
	for _, count := range e.files {
		files += count
	}
	return map[string]int{"files": files, "resources": e.resources, "modules": max(0, e.modules-1)}
}

// module finds the resources of a module instance, and of those that it calls. The trail
// is the calls that lead to it, the outermost first.
func (e *evaluated) module(ctx context.Context, m *module, trail []hop) {
	if ctx.Err() != nil {
		return
	}
	for _, found := range m.folder.problems {
		e.problems.add(found)
	}
	for _, b := range m.folder.resources {
		e.resources++
		switch kind := b.label(0); {
		case e.options.holdable(kind):
			e.find(m, b, trail)
		case b.kind == "resource" && slices.Contains(e.options.Documents, kind):
			e.documents(m, b, trail)
		case b.kind == "resource" && strings.HasPrefix(kind, "pinecone_"):
			message := kind + "." + b.label(1) + " is " + collect.UnknownType
			e.problems.add(problem{kind: snapshot.Notice, message: message, at: b.header})
		}
	}
	for instance := range m.entered() {
		if b := instance.of.block; instance.module != nil {
			at := hop{at: b.header, note: fmt.Sprintf("module %q", b.label(0))}
			e.module(ctx, instance.module, append(slices.Clip(trail), at))
		}
	}
}

func (e *evaluated) find(m *module, b *block, trail []hop) {
	found := m.resource(b)
	if found == nil {
		return
	}
	for _, i := range found.instances {
		e.observe(i, trail)
	}
}

func (e *evaluated) observation(i *instance) *snapshot.Observation {
	b := i.resource.block
	return &snapshot.Observation{
		Type: b.label(0), Source: e.source, Address: i.address(), Complete: b.kind == "resource" && !b.damaged,
	}
}

// resource observes all of one resource.
func (e *evaluated) resource(i *instance, trail []hop) *snapshot.Observation {
	b := i.resource.block
	observation := e.observation(i)
	em := e.emitter(observation)
	header := make([]hop, 0, len(trail)+1)
	header = append(append(header, hop{at: b.header}), reversed(trail)...)
	em.header(header)
	i.emit(em, e.options.Types[b.label(0)])
	em.finish()
	collect.Finish(e.options.Types, observation)
	return observation
}

func reversed(trail []hop) []hop {
	back := slices.Clone(trail)
	slices.Reverse(back)
	return back
}

// header is the place of the thing itself: where its block stands, by way of the calls
// that lead to it.
func (em *emitter) header(trail []hop) {
	position := snapshot.Position{Location: *trail[0].at.location()}
	if calls := len(trail) - 1; calls > 0 {
		position.Via = make([]snapshot.Via, 0, calls)
	}
	for _, call := range trail[1:] {
		position.Via = append(position.Via, snapshot.Via{Location: *call.at.location(), Note: call.note})
	}
	em.observation.Locations.Set("", position)
}

// emit writes the attributes and blocks that the shape has. An index is kept whole:
// [collect.Finish] brings its shapes together.
func (i *instance) emit(em *emitter, shape *snapshot.Shape) {
	b := i.resource.block
	for _, item := range b.body.attributes {
		if !isMeta(item.name) && wanted(b, shape, item.name) {
			i.emitAttribute(em, shape, item)
		}
	}
	seen := map[string]bool{}
	for _, inner := range b.body.blocks {
		kind := inner.produces()
		switch {
		case seen[kind] || isMeta(kind):
		case kind == "inline_policy":
			i.emitInline(em)
		case wanted(b, shape, kind):
			i.emitBlocks(em, shape, kind, inner)
		}
		seen[kind] = true
	}
	i.emitProvider(em)
	i.emitProviderKey(em)
	i.emitRegion(em, shape)
}

func wanted(b *block, shape *snapshot.Shape, name string) bool {
	return b.label(0) == "pinecone_index" || shape.Properties == nil || shape.Properties[name] != nil
}

func isMeta(name string) bool {
	switch name {
	case "count", "for_each", "provider", "depends_on", "provisioner", "connection":
		return true
	}
	return false
}

func (i *instance) emitAttribute(em *emitter, shape *snapshot.Shape, item *attribute) {
	start := []hop{{at: item.at, use: item.name}}
	pointer := snapshot.Child("", item.name)
	property := shape.Properties[item.name]
	var value any
	var ok bool
	if property != nil && property.Format == snapshot.FormatPolicy {
		value, ok = em.policy(pointer, i.attribute(item.name), start)
	} else {
		value, ok = em.emit(pointer, i.attribute(item.name), start, nil)
	}
	if asMap, isMap := value.(map[string]any); isMap && property != nil && property.Type == "array" {
		em.nest(item.name) // a block that JSON syntax wrote as one object
		value = []any{asMap}
	}
	if ok {
		em.observation.Values[item.name] = value
	}
}

func (i *instance) emitBlocks(em *emitter, shape *snapshot.Shape, kind string, first *block) {
	start := []hop{{at: first.header, use: kind}}
	pointer := snapshot.Child("", kind)
	if value, ok := em.emit(pointer, i.blocks(shape, kind, first), start, nil); ok {
		em.observation.Values[kind] = value
	}
}

// blocks are the nested blocks of a kind: a list, or one object where the type has one.
func (i *instance) blocks(shape *snapshot.Shape, kind string, first *block) *node {
	if kind == "lifecycle" {
		return i.lifecycle(first)
	}
	blocks := i.attribute(kind)
	property := shape.Properties[kind]
	if kind == "timeouts" || (property != nil && property.Type == "object") {
		if l := blocks.list(); len(l.entries) > 0 {
			return l.entries[0].node
		}
	}
	return blocks
}
