package terraform

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Filter knows what is left out of a snapshot after all. Most resources of other
// platforms have nothing to do with Pinecone, and it takes a few of their attributes to
// see that.
type Filter interface {
	// Marks are, by type, the attributes that may tie a resource to Pinecone. Resources of
	// the other types are always kept.
	Marks(types snapshot.Types) map[string][]string
	// Keeps says whether anything in a unit of observations ties a resource of a type in
	// Marks to Pinecone. Such resources have no more than their marks and their address.
	Keeps(unit []*snapshot.Observation) bool
}

// marked is a resource of which no more than the marks was evaluated.
type marked struct {
	instance *instance
	trail    []hop // the calls that lead to it
	probe    *snapshot.Observation
}

// observe observes a resource, or no more than its marks where the filter may not keep it.
func (e *evaluated) observe(i *instance, trail []hop) {
	marks, ok := e.loader.marks[i.resource.block.label(0)]
	if !ok || e.whole {
		e.unit = append(e.unit, e.resource(i, trail))
		return
	}
	e.marked = append(e.marked, marked{instance: i, trail: trail, probe: e.probe(i, marks)})
}

// observeMarked observes the rest of what was put aside, where any of it is kept. It is
// false where nothing was kept and nothing else is there: the root module has nothing to
// do with Pinecone.
func (e *evaluated) observeMarked(main *module) bool {
	unit := slices.Clone(e.unit)
	for _, found := range e.marked {
		unit = append(unit, found.probe)
	}
	e.observeMoves(main, unit)
	if len(e.marked) == 0 || !e.options.Filter.Keeps(unit) {
		return len(e.marked) == 0 || len(e.unit) > 0
	}
	for _, found := range e.marked {
		whole := e.resource(found.instance, found.trail)
		whole.Formerly = found.probe.Formerly
		e.unit = append(e.unit, whole)
	}
	return true
}

// producing is the first block that makes blocks of a kind, nil where the type has a plain value.
func (b *body) producing(shape *snapshot.Shape, kind string) *block {
	if property := shape.Properties[kind]; property == nil || property.Type == "string" {
		return nil
	}
	if at := slices.IndexFunc(b.blocks, func(b *block) bool { return b.produces() == kind }); at >= 0 {
		return b.blocks[at]
	}
	return nil
}

// probe observes the marks of a resource and no places.
func (e *evaluated) probe(i *instance, marks []string) *snapshot.Observation {
	observation := e.observation(i)
	em := e.emitter(observation)
	em.placeless = true
	shape := e.options.Types[observation.Type]
	for _, name := range marks {
		b := i.resource.block
		if !wanted(b, shape, name) {
			continue
		}
		if item := b.body.attribute(name); item != nil {
			i.emitAttribute(em, shape, item)
		} else if first := b.body.producing(shape, name); first != nil {
			i.emitBlocks(em, shape, name, first)
		}
	}
	return observation
}
