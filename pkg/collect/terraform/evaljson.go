package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// evalJSON evaluates an expression of JSON syntax, where only strings are templates.
func (sc *scope) evalJSON(expr hcl.Expression) *node {
	if list, diagnostics := hcl.ExprList(expr); !diagnostics.HasErrors() {
		entries := make([]entry, len(list))
		for i, item := range list {
			entries[i] = entry{at: sc.file.in(item.Range()), node: sc.eval(item)}
		}
		return newTuple(entries...)
	}
	if pairs, diagnostics := hcl.ExprMap(expr); !diagnostics.HasErrors() {
		return sc.evalPairs(pairs)
	}
	value, diagnostics := expr.Value(nil)
	if diagnostics.HasErrors() {
		return sc.fail(expr.Range(), "%s", sentence(diagnostics[0]))
	}
	if value.Type() != cty.String || value.IsNull() || !strings.ContainsAny(value.AsString(), "$%") {
		return known(value)
	}
	start := expr.Range().Start
	start.Byte++ // the quote
	parsed, diagnostics := hclsyntax.ParseTemplate([]byte(value.AsString()), expr.Range().Filename, start)
	if diagnostics.HasErrors() {
		return sc.fail(expr.Range(), "%s", sentence(diagnostics[0]))
	}
	return sc.eval(parsed)
}

func (sc *scope) evalPairs(pairs []hcl.KeyValuePair) *node {
	entries := make([]entry, 0, len(pairs))
	for _, pair := range pairs {
		key := sc.evalJSON(pair.Key)
		name, ok := text(key.force())
		if !ok {
			return unknown(key.orUnknown(), key.references()...)
		}
		at := sc.file.in(hcl.RangeBetween(pair.Key.Range(), pair.Value.Range()))
		entries = append(entries, entry{key: name, at: at, node: sc.eval(pair.Value)})
	}
	return newObject(entries)
}
