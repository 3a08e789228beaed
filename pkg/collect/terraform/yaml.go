package terraform

import (
	"bytes"
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// decodedYAML is yamldecode() of a text that is written in a file: what the function makes of
// it, each part with the place that it is written at. It is nil where the text is written
// nowhere.
func (sc *scope) decodedYAML(e *hclsyntax.FunctionCallExpr, arg *node) *node {
	origin := arg.origin()
	if !origin.decodable() {
		return nil
	}
	written, isKnown := text(arg.force())
	laid, pieces := origin.template.lay()
	if !isKnown || isSensitive(arg.force()) || written != string(laid) {
		return nil
	}
	var failed []problem
	inner := *sc
	inner.failed = &failed
	made := inner.invoke("yamldecode", "yamldecode", e, []*node{arg})
	d := &decoder{text: laid, pieces: pieces, quoted: origin.template.quoted}
	if len(failed) > 0 {
		return sc.failedAt(failed[0], d.restOfLine(failed[0].message))
	}
	documents, err := document.Parse("", laid)
	if err != nil || len(documents) != 1 {
		return made
	}
	left := maxParts
	return along(arg, d.placed(made.force(), documents[0].Root, &left))
}

// failedAt is what could not be computed, told where the mistake is written if that is known.
func (sc *scope) failedAt(found problem, at span) *node {
	if at.known() {
		found.at = at
	}
	sc.report(found)
	return unknown(&gap{at: found.at, reason: found.message, hidden: true}) // the line may have a secret
}

// yamlPosition is how the function tells where in its text a mistake is.
var yamlPosition = lazyregexp.New(`\bon line (\d{1,9}), column (\d{1,9}):`)

// restOfLine is the line that a mistake is in, from its column on; nowhere where that is not told.
func (d *decoder) restOfLine(mistake string) span {
	match := yamlPosition().FindStringSubmatch(mistake)
	if match == nil {
		return span{}
	}
	line, _ := strconv.Atoi(match[1])
	column, _ := strconv.Atoi(match[2])
	start := 0
	for range line - 1 {
		next := bytes.IndexByte(d.text[start:], '\n')
		if next < 0 {
			return span{}
		}
		start += next + 1
	}
	end := len(d.text)
	if length := bytes.IndexByte(d.text[start:], '\n'); length >= 0 {
		end = start + length
	}
	return d.span(min(start+max(column-1, 0), end), end)
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
