package terraform

import (
	"fmt"
	"maps"
	"path"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// dependencies are the blocks of a name, the strongest first, each with the file that has it.
func (c *config) dependencies() map[string][]placedIn {
	found := map[string][]placedIn{}
	add := func(of *config, whole bool) {
		for _, b := range of.body.blocks {
			name := b.label(0)
			if b.kind == "dependency" && (whole || len(found[name]) == 0) {
				found[name] = append(found[name], placedIn{of, b})
			}
		}
	}
	add(c, true)
	for _, one := range slices.Backward(c.merged()) {
		if one.config != nil {
			add(one.config, one.strategy != "shallow")
		}
	}
	return found
}

func (c *config) dependencyNames() []string {
	return slices.Sorted(maps.Keys(c.dependencies()))
}

func (c *config) dependency(name string) *node {
	blocks := c.dependencies()[name]
	if len(blocks) == 0 {
		if why := c.open(); why != nil {
			return unknown(why)
		}
		return nil
	}
	outputs := func(part string) *node {
		if part != "outputs" {
			return unknown(&gap{reason: fmt.Sprintf("%q of a dependency is not followed", part)})
		}
		return c.outputs(name, blocks)
	}
	return &node{parts: &lazy{get: outputs, names: func() []string { return []string{"outputs"} }}}
}

// outputs are what another unit gives out. What a mock has in its place is no value of it.
func (c *config) outputs(name string, blocks []placedIn) *node {
	from, why := c.leadsTo(name, blocks)
	if why != nil {
		return unknown(why)
	}
	other := c.root.other(from)
	if other == nil {
		return unknown(&gap{reason: c.root.endless(name, from, blocks[0].block)})
	}
	return &node{parts: &outputs{
		module: other, source: sourceID(from.path), own: "dependency." + name + ".outputs", passed: map[*node]*node{},
	}}
}

func (c *config) leadsTo(name string, blocks []placedIn) (*plan, *gap) {
	setting := func(of string) *node {
		for _, one := range blocks {
			if n := one.config.attribute(&one.block.body, of); n != nil {
				return n
			}
		}
		return nil
	}
	if skipped := setting("skip_outputs"); skipped != nil {
		if value, isKnown, ok := truth(skipped.force()); !ok || !isKnown || value {
			return nil, &gap{reason: fmt.Sprintf("dependency %q skips the outputs of the other unit", name)}
		}
	}
	target := setting("config_path")
	if target == nil {
		return nil, &gap{reason: fmt.Sprintf("dependency %q has no config_path", name), odd: true}
	}
	at, open := c.place(target)
	if open != nil {
		return nil, open
	}
	if path.Base(at) == unitFile {
		at = path.Dir(at)
	}
	from := c.root.loader.units[at]
	switch {
	case from != nil:
		return from, nil
	case c.root.loader.units == nil:
		return nil, &gap{reason: "outputs of other units are not known before it is known what runs them"}
	case c.root.loader.isFile(path.Join(at, unitFile)):
		return nil, &gap{reason: fmt.Sprintf("the module that %s runs is not read", collect.Quote(path.Join(at, unitFile)))}
	}
	why := fmt.Sprintf("dependency %q leads to %s, which is no unit", name, collect.Quote(at))
	return nil, &gap{reason: why, odd: true}
}

// endless is why the outputs of another root module are not followed: this one is evaluated for
// it, of which the first in the circle is told, or there are too many on the way.
func (r *root) endless(name string, to *plan, b *block) string {
	for by := r; by != nil; by = by.by {
		if by.planned != to {
			continue
		}
		why := fmt.Sprintf("dependency %q leads back to %s: the cycle must be broken", name, collect.Quote(to.path))
		if by.by == nil {
			by.problems.add(problem{snapshot.Notice, why, b.header})
		}
		return why
	}
	return fmt.Sprintf("dependency %q leads on through more units than are followed", name)
}
