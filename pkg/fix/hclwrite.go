package fix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// setting is an attribute of a block that is written anew.
type setting struct {
	name  string
	value any
}

// render writes a value as HCL, over several lines where it is an object.
func render(value any) string {
	const name = "x = "
	text := append([]byte(name), hclwrite.TokensForValue(typed(value)).Bytes()...)
	return strings.TrimPrefix(string(hclwrite.Format(text)), name)
}

func typed(value any) cty.Value {
	switch value := value.(type) {
	case bool:
		return cty.BoolVal(value)
	case string:
		return cty.StringVal(value)
	case json.Number:
		if number, err := cty.ParseNumberVal(value.String()); err == nil {
			return number
		}
	case []any:
		list := make([]cty.Value, len(value))
		for i, element := range value {
			list[i] = typed(element)
		}
		return cty.TupleVal(list)
	case map[string]any:
		object := make(map[string]cty.Value, len(value))
		for key, element := range value {
			object[key] = typed(element)
		}
		return cty.ObjectVal(object)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

// indented puts blanks before all lines of a text but the first.
func indented(text, blanks string) string { return strings.ReplaceAll(text, "\n", "\n"+blanks) }

const step = "  "

// addAttribute writes an attribute after the last one of the block that fits on a line,
// or else before everything else.
func (f *hclFile) addAttribute(block *hclsyntax.Block, name, value string) ([]edit, error) {
	blanks := indentation(f.data, block.TypeRange.Start.Byte)
	own := blanks + step
	last := lastLine(block.Body)
	if last != nil {
		own = indentation(f.data, last.SrcRange.Start.Byte)
	}
	line := own + name + " = " + indented(value, own)
	open, shut := block.OpenBraceRange.End.Byte, block.CloseBraceRange.Start.Byte
	if block.OpenBraceRange.Start.Line == block.CloseBraceRange.Start.Line {
		inside := strings.TrimSpace(string(f.data[open:shut]))
		if inside != "" {
			inside = "\n" + blanks + step + inside
		}
		line = blanks + step + name + " = " + indented(value, blanks+step)
		return []edit{{span: span{open, shut}, text: inside + "\n" + line + "\n" + blanks}}, nil
	}
	at := open
	if last != nil {
		at = last.SrcRange.End.Byte
	}
	at = lineStop(f.data, at)
	return []edit{{span: span{at, at}, text: "\n" + line}}, nil
}

// lastLine is the last attribute of one line, without objects and what is about the block
// as such.
func lastLine(body *hclsyntax.Body) *hclsyntax.Attribute {
	var last *hclsyntax.Attribute
	for _, attribute := range body.Attributes {
		at := attribute.SrcRange
		_, object := attribute.Expr.(*hclsyntax.ObjectConsExpr)
		multiple := object || at.Start.Line != at.End.Line
		meta := slices.Contains([]string{"depends_on", "provider", "count", "for_each"}, attribute.Name)
		if !multiple && !meta && (last == nil || last.SrcRange.Start.Byte < at.Start.Byte) {
			last = attribute
		}
	}
	return last
}

// addBlock writes a nested block at the end of a block.
func (f *hclFile) addBlock(block *hclsyntax.Block, kind string, settings []setting) ([]edit, error) {
	blanks := indentation(f.data, block.TypeRange.Start.Byte)
	written := string(hclwrite.Format([]byte(blockText(kind, settings))))
	text := blanks + step + indented(strings.TrimSuffix(written, "\n"), blanks+step) + "\n"
	if len(block.Body.Attributes)+len(block.Body.Blocks) > 0 {
		text = "\n" + text
	}
	open, shut := block.OpenBraceRange.End.Byte, block.CloseBraceRange.Start.Byte
	if block.OpenBraceRange.Start.Line == block.CloseBraceRange.Start.Line {
		inside := strings.TrimSpace(string(f.data[open:shut]))
		if inside != "" {
			inside = blanks + step + inside + "\n"
		}
		return []edit{{span: span{open, shut}, text: "\n" + inside + text + blanks}}, nil
	}
	at := lineStart(f.data, shut)
	if len(bytes.TrimSpace(f.data[at:shut])) > 0 {
		return nil, errShape // the brace closes a line with something else on it
	}
	return []edit{{span: span{at, at}, text: text}}, nil
}

func blockText(kind string, settings []setting) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s {\n", kind)
	for _, s := range settings {
		fmt.Fprintf(&out, "%s = %s\n", s.name, render(s.value))
	}
	out.WriteString("}\n")
	return out.String()
}

// remove takes away what a spot holds, with its comma or its line.
func (f *hclFile) remove(found spot) ([]edit, error) {
	switch {
	case found.list != nil:
		if len(found.list.Exprs) == 1 {
			return nil, errLast
		}
		parts := make([]span, len(found.list.Exprs))
		for i, element := range found.list.Exprs {
			parts[i] = rangeOf(element)
		}
		return []edit{{span: without(parts, found.index)}}, nil
	case found.object != nil:
		parts := make([]span, len(found.object.Items))
		for i, item := range found.object.Items {
			parts[i] = itemSpan(item)
		}
		if len(parts) == 1 {
			return nil, errLast
		}
		return []edit{{span: without(parts, found.index)}}, nil
	case found.attribute != nil && found.expr == found.attribute.Expr:
		return f.removeLines(rangeOf(found.attribute))
	}
	return nil, errShape
}

// without is what to delete of parts in a row, so that one of them and one comma is gone.
func without(parts []span, index int) span {
	if index == 0 {
		return span{parts[0].start, parts[1].start}
	}
	return span{parts[index-1].end, parts[index].end}
}

// removeLines deletes whole lines, if nothing else stands on them.
func (f *hclFile) removeLines(at span) ([]edit, error) {
	start, stop := lineStart(f.data, at.start), lineStop(f.data, at.end)
	if len(bytes.TrimSpace(f.data[start:at.start])) > 0 || len(bytes.TrimSpace(f.data[at.end:stop])) > 0 {
		return nil, errShape
	}
	if next := bytes.IndexByte(f.data[stop:], '\n'); next >= 0 {
		stop += next + 1
	}
	if start > 0 && bytes.ContainsRune(f.data[at.start:at.end], '\n') {
		if above := lineStart(f.data, start-1); len(bytes.TrimSpace(f.data[above:start])) == 0 {
			start = above // a block has a blank line before it
		}
	}
	return []edit{{span: span{start, stop}}}, nil
}
