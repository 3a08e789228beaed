package fix

import (
	"bytes"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// addKey writes a key that an object does not have yet, with the objects that lead to it.
func (f *hclFile) addKey(expr hclsyntax.Expression, below []string, value any) ([]edit, error) {
	object, ok := expr.(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil, errShape
	}
	key := below[0]
	if !hclsyntax.ValidIdentifier(key) || f.quotesKeys(object) {
		key = render(key)
	}
	parts := make([]span, len(object.Items))
	for i, item := range object.Items {
		parts[i] = itemSpan(item)
	}
	text := key + f.assigns(object) + render(wrapped(below[1:], value))
	return f.appendTo(rangeOf(object), parts, text, false), nil
}

// quotesKeys says whether an object has its keys in quotes, as the new one then has.
func (f *hclFile) quotesKeys(object *hclsyntax.ObjectConsExpr) bool {
	for _, item := range object.Items {
		if f.data[item.KeyExpr.Range().Start.Byte] != '"' {
			return false
		}
	}
	return len(object.Items) > 0
}

// assigns is what stands between key and value in an object: its last item has it.
func (f *hclFile) assigns(object *hclsyntax.ObjectConsExpr) string {
	if len(object.Items) == 0 {
		return " = "
	}
	last := object.Items[len(object.Items)-1]
	between := f.data[last.KeyExpr.Range().End.Byte:last.ValueExpr.Range().Start.Byte]
	if bytes.ContainsRune(between, ':') {
		return " : "
	}
	return " = "
}

// addElement writes one more element of a list, and makes a list of a lone literal.
func (f *hclFile) addElement(expr hclsyntax.Expression, text string) ([]edit, error) {
	if list, ok := expr.(*hclsyntax.TupleConsExpr); ok {
		parts := make([]span, len(list.Exprs))
		for i, element := range list.Exprs {
			parts[i] = rangeOf(element)
		}
		return f.appendTo(rangeOf(list), parts, text, true), nil
	}
	if !literal(expr) {
		return nil, errComputed
	}
	at := rangeOf(expr)
	alone := string(f.data[at.start:at.end])
	return []edit{{span: at, text: "[" + alone + ", " + text + "]"}}, nil
}

// appendTo writes one more part between brackets: on a line of its own where the last one
// has that, and else behind it. In an object a line's end does for a comma.
func (f *hclFile) appendTo(whole span, parts []span, text string, commas bool) []edit {
	blanks := indentation(f.data, whole.start)
	if len(parts) == 0 {
		inner := "\n" + blanks + step + indented(text, blanks+step) + "\n" + blanks
		if commas {
			inner = indented(text, blanks)
		}
		return []edit{{span: span{whole.start + 1, whole.end - 1}, text: inner}}
	}
	last := parts[len(parts)-1]
	if !bytes.ContainsRune(f.data[last.end:whole.end], '\n') {
		text = indented(text, indentation(f.data, last.start))
		return []edit{{span: span{last.end, last.end}, text: ", " + text}}
	}
	own := indentation(f.data, last.start)
	return behind(f.data, last, "\n"+own+indented(text, own), commas)
}

// isHeredoc says whether a template is written as <<EOT, so that its text stands in the
// file as it is.
func (f *hclFile) isHeredoc(template *hclsyntax.TemplateExpr) bool {
	return bytes.HasPrefix(f.data[rangeOf(template).start:], []byte("<<"))
}

// inText edits JSON in a heredoc.
func (f *hclFile) inText(template *hclsyntax.TemplateExpr, wanted request) ([]edit, error) {
	if !f.isHeredoc(template) {
		return nil, errShape // with escapes, places are not certain
	}
	whole := rangeOf(template)
	first := lineStop(f.data, whole.start)
	text := f.data[first:whole.end]
	if at := bytes.LastIndexByte(bytes.TrimRight(text, "\r\n"), '\n'); at >= 0 {
		text = text[:at] // without the line of the closing word
	}
	if wanted.at != nowhere() {
		wanted.at = span{wanted.at.start - first, wanted.at.end - first}
	}
	edits, err := jsonFormat{data: text, templates: true}.edits(wanted)
	for i := range edits {
		edits[i].start += first
		edits[i].end += first
	}
	return edits, err
}
