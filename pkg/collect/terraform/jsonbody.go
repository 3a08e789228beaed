package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
)

// jsonLabels are the labels that a block of each kind has in JSON syntax, where they are
// the keys of nested objects. (Terraform, "JSON Configuration Syntax".)
func jsonLabels(kind string) (labels int, isBlock bool) {
	switch kind {
	case "resource", "data", "ephemeral":
		return 2, true
	case "variable", "output", "module", "provider", "check":
		return 1, true
	case "terraform", "locals", "moved", "import", "removed":
		return 0, true
	case "backend":
		return 1, true
	}
	return 0, false
}

// jsonFile converts a file of JSON syntax to the blocks that it stands for. Within a
// block JSON does not tell attributes from nested blocks: all become attributes, and
// [attribute.nested] reads one as blocks where it must be some.
func jsonFile(file *source, parsed *hcl.File) (body, hcl.Diagnostics) {
	attributes, diagnostics := parsed.Body.JustAttributes()
	var converted body
	for kind, item := range attributes {
		if labels, ok := jsonLabels(kind); ok {
			converted.blocks = append(converted.blocks,
				jsonBlocks(file, kind, nil, labels, file.in(item.Range), item.Expr)...)
		}
	}
	sortBlocks(converted.blocks)
	return converted, diagnostics
}

func parseJSON(path string, data []byte) (*hcl.File, hcl.Diagnostics) {
	return hcljson.Parse(data, path)
}

func jsonBlocks(file *source, kind string, labels []string, left int, header span, expr hcl.Expression) []*block {
	var blocks []*block
	for _, item := range listOrSelf(expr) {
		pairs, diagnostics := hcl.ExprMap(item)
		if diagnostics.HasErrors() {
			continue
		}
		if left == 0 {
			blocks = append(blocks, &block{kind: kind, labels: labels, header: header, body: jsonBody(file, pairs)})
			continue
		}
		for _, pair := range pairs {
			inner := slices.Concat(labels, []string{literalString(pair.Key)})
			at := file.in(pair.Key.Range())
			blocks = append(blocks, jsonBlocks(file, kind, inner, left-1, at, pair.Value)...)
		}
	}
	return blocks
}

func jsonBody(file *source, pairs []hcl.KeyValuePair) body {
	var converted body
	for _, pair := range pairs {
		name := literalString(pair.Key)
		at := file.in(hcl.RangeBetween(pair.Key.Range(), pair.Value.Range()))
		switch {
		case name == "//": // a comment
		case name == "dynamic":
			converted.blocks = append(converted.blocks, jsonBlocks(file, name, nil, 1, at, pair.Value)...)
		case jsonNested(name):
			labels, _ := jsonLabels(name)
			converted.blocks = append(converted.blocks, jsonBlocks(file, name, nil, labels, at, pair.Value)...)
		default:
			converted.attributes = append(converted.attributes, &attribute{name: name, expr: pair.Value, at: at})
		}
	}
	return converted
}

// jsonNested names the nested blocks that are never attributes.
func jsonNested(name string) bool {
	switch name {
	case "lifecycle", "backend", "cloud", "required_providers", "content", "encryption", "state", "statement":
		return true
	}
	return false
}

// nested reads an attribute of JSON syntax as the blocks of its name.
func (a *attribute) nested(kind string) []*block {
	return jsonBlocks(a.at.file, kind, nil, 0, a.at, a.expr)
}

func listOrSelf(expr hcl.Expression) []hcl.Expression {
	if list, diagnostics := hcl.ExprList(expr); !diagnostics.HasErrors() {
		return list
	}
	return []hcl.Expression{expr}
}

// literalString is the value of a constant string, without its templates evaluated.
func literalString(expr hcl.Expression) string {
	value, diagnostics := expr.Value(nil)
	if diagnostics.HasErrors() || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return ""
	}
	return value.AsString()
}
