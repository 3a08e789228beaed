package terraform

import (
	"fmt"
	"iter"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxModules bounds the module instances of one root, and maxModuleDepth how deep they
// may call each other.
const (
	maxModules     = 10_000
	maxModuleDepth = 32
)

// call is a module block of one module instance; as [parts] the collection that its count
// or for_each makes.
type call struct {
	caller    *module
	block     *block
	expansion *expansion
	instances []*callInstance
}

// callInstance is one instance of a call; as [parts] the called module's outputs.
type callInstance struct {
	of  *call
	key instanceKey
	// module is nil where the called module could not be read; gap says why.
	module *module
	gap    *gap
}

func (m *module) callNamed(sc *scope, name string, at hcl.Range) *node {
	declared, ok := m.folder.byAddress["module."+name]
	if !ok {
		return sc.fail(at, "there is no module call named %q", name)
	}
	found := m.called(declared)
	if found == nil {
		return sc.fail(at, "the instances of module %q hang on itself", name)
	}
	return nodeOf(found.expansion, found, found.instances)
}

// called expands a module block, once; nil while it is expanding.
func (m *module) called(b *block) *call {
	name := b.label(0)
	if kept, ok := m.calls[name]; ok {
		return kept
	}
	m.calls[name] = nil
	made := &call{caller: m, block: b, expansion: m.expand(b)}
	target, why := m.target(b)
	for _, key := range made.expansion.instances {
		made.instances = append(made.instances, m.enter(made, key, target, why))
	}
	m.calls[name] = made
	return made
}

// entered are all instances of the module's calls, also those of which nobody can read what they
// lead to.
func (m *module) entered() iter.Seq[*callInstance] {
	return func(yield func(*callInstance) bool) {
		for _, b := range m.folder.calls {
			called := m.called(b)
			if called == nil {
				continue
			}
			for _, instance := range called.instances {
				if !yield(instance) {
					return
				}
			}
		}
	}
}

func (m *module) enter(of *call, key instanceKey, target *folder, why *gap) *callInstance {
	made := &callInstance{of: of, key: key, gap: why}
	if target == nil {
		return made
	}
	if m.root.modules >= maxModules {
		found := broken(of.block.header,
			"the root module has more than %d module instances: the rest is not read", maxModules)
		m.root.problems.add(found)
		made.gap = &gap{at: found.at, reason: found.message}
		return made
	}
	m.root.count(target)
	made.module = newModule(m.root, target)
	made.module.parent, made.module.call = m, made
	made.module.address = m.prefix() + "module." + of.block.label(0) + key.suffix
	made.module.key = strings.TrimPrefix(m.key+"."+of.block.label(0), ".")
	return made
}

// target is the folder that a call leads to, or why it cannot be read.
func (m *module) target(b *block) (*folder, *gap) {
	from := b.body.attribute("source")
	if from == nil {
		return m.unreadable(broken(b.header, "module %q has no source", b.label(0)))
	}
	sourceText, ok := text(m.scope(from.at.file).attribute(from).force())
	switch {
	case !ok:
		return m.unreadable(problem{snapshot.Gap, fmt.Sprintf(
			"the source of module %q cannot be told from the source code", b.label(0)), from.at})
	case strings.HasPrefix(sourceText, "./") || strings.HasPrefix(sourceText, "../"):
		return m.localTarget(b, from, sourceText)
	}
	key := strings.TrimPrefix(m.key+"."+b.label(0), ".")
	if at, ok := m.root.vendored()[key]; ok {
		if found := m.root.loader.folder(at); found != nil {
			return found, nil
		}
	}
	why := fmt.Sprintf("module %q comes from %s and is not vendored", b.label(0), origin(sourceText))
	m.root.problems.add(problem{snapshot.Gap, why + ": what it holds is not read", from.at})
	return nil, &gap{reason: why, at: from.at}
}

// origin tells a registry's module from one that is fetched by its address. The address
// is not repeated, since it may hold credentials.
func origin(sourceText string) string {
	parts := strings.Count(sourceText, "/")
	if parts < 2 || strings.ContainsAny(sourceText, ":@") || strings.HasPrefix(sourceText, "github.com/") {
		return "another repository"
	}
	return "a registry"
}

func (m *module) localTarget(b *block, from *attribute, relative string) (*folder, *gap) {
	at, inside := inScan(m.folder.path, relative)
	if !inside {
		return m.unreadable(problem{snapshot.Gap, fmt.Sprintf(
			"the source of module %q is outside the scanned folder: what it holds is not read", b.label(0)), from.at})
	}
	depth := 0
	for above := m; above != nil; above = above.parent {
		if depth++; above.folder.path == at {
			return m.unreadable(broken(from.at,
				"module %q calls a module that it is part of: the cycle must be broken", b.label(0)))
		}
	}
	if depth > maxModuleDepth {
		return m.unreadable(broken(from.at, "modules call each other more than %d deep", maxModuleDepth))
	}
	found := m.root.loader.folder(at)
	if found == nil {
		return m.unreadable(broken(from.at, "module %q: there is no configuration in its source folder", b.label(0)))
	}
	return found, nil
}

func (m *module) unreadable(found problem) (*folder, *gap) {
	m.root.problems.add(found)
	return nil, &gap{at: found.at, reason: found.message}
}

// scope is where the call's arguments stand.
func (c *callInstance) scope(file *source) *scope { return c.key.in(c.of.caller.scope(file)) }

func (c *call) part(key cty.Value) *node {
	at, ok := c.expansion.find(key)
	if !ok {
		return nil
	}
	return &node{parts: c.instances[at]}
}

func (c *call) all() ([]entry, kind, *gap) {
	if c.expansion.gap != nil {
		return nil, plain, c.expansion.gap
	}
	entries := make([]entry, len(c.instances))
	for i, instance := range c.instances {
		entries[i] = entry{key: instance.key.key, node: &node{parts: instance}}
	}
	if c.expansion.shape == object {
		return newObject(entries).entries, object, nil
	}
	return entries, tuple, nil
}

func (c *call) whole() cty.Value { return c.expansion.whole() }

func (c *callInstance) part(key cty.Value) *node {
	name, ok := text(key)
	switch {
	case !ok:
		return nil
	case c.module == nil:
		return unknown(c.gap.seen(span{}))
	}
	return c.module.output(name)
}

// all are the outputs, in the order of their names.
func (c *callInstance) all() ([]entry, kind, *gap) {
	if c.module == nil {
		return nil, plain, c.gap
	}
	var entries []entry
	for _, output := range c.module.folder.outputs {
		entries = append(entries, entry{key: output.label(0), node: c.module.output(output.label(0))})
	}
	return newObject(entries).entries, object, nil
}

func (c *callInstance) whole() cty.Value {
	entries, _, why := c.all()
	if why != nil {
		return cty.DynamicVal
	}
	return newObject(entries).force()
}
