package terraform

import (
	"github.com/hashicorp/hcl/v2"
)

// placed is one nested block with the scope of its content; with a gap, a dynamic block
// whose number of blocks cannot be told.
type placed struct {
	scope *scope
	block *block
	gap   *gap
}

func (sc *scope) has(b *body, kind string) bool {
	for _, block := range b.blocks {
		if block.produces() == kind {
			return true
		}
	}
	return false
}

// nested lists the blocks of a kind, dynamic ones expanded, also where JSON syntax has
// written them as an attribute.
func (sc *scope) nested(b *body, kind string) []placed {
	var list []placed
	for _, block := range b.blocks {
		switch {
		case block.kind == kind:
			list = append(list, placed{scope: sc, block: block})
		case block.produces() == kind:
			list = append(list, sc.dynamic(block)...)
		}
	}
	if item := b.attribute(kind); item != nil && len(list) == 0 {
		for _, block := range item.nested(kind) {
			list = append(list, placed{scope: sc, block: block})
		}
	}
	return list
}

// dynamic makes the content of a dynamic block once for each element.
func (sc *scope) dynamic(b *block) []placed {
	sc = sc.in(b.header.file)
	each, content := b.body.attribute("for_each"), b.body.first("content")
	if each == nil || content == nil {
		sc.report(broken(b.header, "a dynamic block needs for_each and a content block"))
		return nil
	}
	iterator := b.produces()
	if named := b.body.attribute("iterator"); named != nil {
		iterator = hcl.ExprAsKeyword(named.expr)
	}
	collection := sc.attribute(each)
	l := collection.list()
	if l.gap != nil || len(l.entries) > maxInstances {
		return []placed{{scope: sc, block: content, gap: collection.orUnknown()}}
	}
	if l.shape == plain {
		sc.report(broken(each.at, "for_each of a dynamic block needs a list, a set or a map"))
	}
	list := make([]placed, len(l.entries))
	for i, e := range l.entries {
		bound := eachObject(keyOf(l.shape, i, e), e.node, e.at)
		list[i] = placed{scope: sc.with(iterator, bound), block: content}
	}
	return list
}

// blocksNode is a kind of nested block as Terraform gives it to references: a list of
// objects.
func (sc *scope) blocksNode(b *body, kind string) *node {
	var entries []entry
	for _, p := range sc.nested(b, kind) {
		entries = append(entries, entry{at: p.block.header, node: p.node()})
	}
	return newTuple(entries...)
}

// node is the block as an object of its attributes and nested blocks.
func (p placed) node() *node {
	if p.gap != nil {
		return unknown(p.gap)
	}
	var entries []entry
	for _, item := range p.block.body.attributes {
		entries = append(entries, entry{key: item.name, at: item.at, node: p.scope.attribute(item)})
	}
	seen := map[string]bool{}
	for _, inner := range p.block.body.blocks {
		kind := inner.produces()
		if !seen[kind] {
			seen[kind] = true
			entries = append(entries, entry{key: kind, at: inner.header, node: p.scope.blocksNode(&p.block.body, kind)})
		}
	}
	return newObject(entries)
}
