package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect/document"
)

// decodedYAML is yamldecode() of a text that is written in a file: what the function makes of
// it, each part with the place that it is written at. It is nil where the text is written
// nowhere.
func (sc *scope) decodedYAML(e *hclsyntax.FunctionCallExpr, arg *node) *node {
	origin := arg.origin()
	if !origin.decodable() {
		return nil
	}
	made := sc.invoke("yamldecode", "yamldecode", e, []*node{arg})
	written, isKnown := text(arg.force())
	laid, pieces := origin.template.lay()
	if !isKnown || isSensitive(arg.force()) || written != string(laid) {
		return made
	}
	documents, err := document.Parse("", laid)
	if err != nil || len(documents) != 1 {
		return made
	}
	d := &decoder{text: laid, pieces: pieces, quoted: origin.template.quoted}
	left := maxParts
	return along(arg, d.placed(made.force(), documents[0].Root, &left))
}

// placed follows a value and the text that it was made of together, as far as they agree: the
// function knows better than the text what a value is.
func (d *decoder) placed(value cty.Value, written *document.Node, left *int) *node {
	if *left--; *left < 0 || value.IsMarked() || !value.IsKnown() || value.IsNull() {
		return known(value)
	}
	switch {
	case written.Kind == document.Map && value.Type().IsObjectType():
		entries := make([]entry, 0, value.LengthInt())
		for name, part := range value.AsValueMap() {
			one := entry{key: name, node: known(part)}
			if from := written.Entry(name); from != nil {
				one = entry{key: name, at: d.span(from.Span()), node: d.placed(part, from.Value, left)}
			}
			entries = append(entries, one)
		}
		return newObject(entries)
	case written.Kind == document.List && value.Type().IsTupleType() && value.LengthInt() == len(written.Items):
		entries := make([]entry, len(written.Items))
		for i, part := range value.AsValueSlice() {
			entries[i] = entry{at: d.span(written.Items[i].Span()), node: d.placed(part, written.Items[i], left)}
		}
		return newTuple(entries...)
	}
	start, end := written.Span()
	return &node{value: value, refs: d.references(start, end)}
}

// along passes a node on through the places that another came through.
func along(way, to *node) *node {
	if way.to == nil {
		return to
	}
	return &node{to: along(way.to, to), at: way.at, note: way.note, refs: way.refs, sensitive: way.sensitive}
}
