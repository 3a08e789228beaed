package prometheus

import (
	"bytes"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
)

// yamlFault is a syntax error with the line that it names.
func yamlFault(p *page, lines *collect.Text, err error) error {
	message, start := lines.YAMLFault(err)
	start = max(start, 0)
	end := start + len(p.data[start:]) - len(bytes.TrimLeft(p.data[start:], " \t"))
	if bytes.IndexByte(p.data[start:end], '\t') >= 0 {
		message = "the line is indented with a tab, and YAML wants spaces"
	}
	return &fault{span{end, end}, "is not YAML from here on: " + message}
}

// extend makes what holds a value reach to its end, where it does not come from elsewhere.
func (r *yamlReader) extend(pointer, below string) {
	if len(r.aliases) == 0 {
		above := r.entries[pointer]
		above.value.end = max(above.value.end, r.entries[below].value.end)
		r.entries[pointer] = above
	}
}

// scalarSpan is where a scalar stands, without its anchor and its tag.
func (r *yamlReader) scalarSpan(node *yaml.Node, start int) span {
	data := r.page.data
	for start < len(data) && (data[start] == '&' || data[start] == '!') {
		rest := bytes.TrimLeftFunc(data[start:], func(c rune) bool { return !unicode.IsSpace(c) })
		start = len(data) - len(bytes.TrimLeftFunc(rest, unicode.IsSpace))
	}
	if node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		if end := bytes.IndexByte(data[start:], '\n'); end >= 0 {
			start += end + 1
		}
	}
	found := align(data[start:], node.Value)
	if len(found) == 0 {
		return span{start, min(start+1, len(data))}
	}
	end := start + int(found[len(found)-1]) + 1
	if node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		end++
	}
	return span{start, min(end, len(data))}
}
