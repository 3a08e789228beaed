package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// attribute is one `name = expression`, of native or JSON syntax.
type attribute struct {
	name string
	expr hcl.Expression
	// at covers the name and the expression.
	at span
}

// body is what stands between the braces of a block, in source order.
type body struct {
	attributes []*attribute
	blocks     []*block
}

// block is a header with its labels and a body.
type block struct {
	kind   string
	labels []string
	header span
	body   body
	// damaged says that its file has syntax errors, so that an attribute may be missing.
	damaged bool
}

func (b *body) attribute(name string) *attribute {
	for _, attribute := range b.attributes {
		if attribute.name == name {
			return attribute
		}
	}
	return nil
}

// first is the first nested block of a kind, or nil.
func (b *body) first(kind string) *block {
	for _, block := range b.blocks {
		if block.kind == kind {
			return block
		}
	}
	return nil
}

// label is the block's label at a position, or empty.
func (b *block) label(index int) string {
	if index >= len(b.labels) {
		return ""
	}
	return b.labels[index]
}

// nativeBody converts a parsed body; what it makes does not change any more, since
// several root modules share it.
func nativeBody(file *source, syntax *hclsyntax.Body) body {
	converted := body{
		attributes: make([]*attribute, 0, len(syntax.Attributes)),
		blocks:     make([]*block, 0, len(syntax.Blocks)),
	}
	for _, item := range syntax.Attributes {
		converted.attributes = append(converted.attributes,
			&attribute{name: item.Name, expr: item.Expr, at: file.in(item.SrcRange)})
	}
	slices.SortFunc(converted.attributes, func(a, b *attribute) int { return int(a.at.start - b.at.start) })
	for _, item := range syntax.Blocks {
		converted.blocks = append(converted.blocks, &block{
			kind:   item.Type,
			labels: item.Labels,
			header: file.in(item.DefRange()),
			body:   nativeBody(file, item.Body),
		})
	}
	return converted
}

// override merges a block of an override file: its attributes replace those of the same
// name, and its nested blocks all those of the same kind.
// (Terraform, "Override Files": merging behavior.)
func (b *block) override(with *block) *block {
	merged := *b
	merged.damaged = b.damaged || with.damaged
	merged.body = b.body.override(with.body)
	return &merged
}

func (b body) override(with body) body {
	merged := body{attributes: slices.Clone(b.attributes)}
	for _, attribute := range with.attributes {
		if at := slices.IndexFunc(merged.attributes, named(attribute.name)); at >= 0 {
			merged.attributes[at] = attribute
		} else {
			merged.attributes = append(merged.attributes, attribute)
		}
	}
	for _, block := range b.blocks {
		over := with.first(block.kind)
		switch {
		case block.kind == "lifecycle" && over != nil:
			merged.blocks = append(merged.blocks, block.override(over))
		case !with.replaces(block):
			merged.blocks = append(merged.blocks, block)
		}
	}
	for _, block := range with.blocks {
		if block.kind != "lifecycle" || b.first("lifecycle") == nil {
			merged.blocks = append(merged.blocks, block)
		}
	}
	return merged
}

// replaces says whether the body has a block of the same kind, static or dynamic.
func (b *body) replaces(old *block) bool {
	return slices.ContainsFunc(b.blocks, func(block *block) bool { return block.produces() == old.produces() })
}

// produces is the kind of block that it stands for: the label of a dynamic block.
func (b *block) produces() string {
	if b.kind == "dynamic" {
		return b.label(0)
	}
	return b.kind
}

func named(name string) func(*attribute) bool {
	return func(attribute *attribute) bool { return attribute.name == name }
}

func isOverride(path string) bool {
	base := path[strings.LastIndexByte(path, '/')+1:]
	name, _, _ := strings.Cut(base, ".")
	return name == "override" || strings.HasSuffix(name, "_override")
}
