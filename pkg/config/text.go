package config

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// stride is how many runes lie between two marks of a [text].
const stride = 256

// text turns YAML's lines and columns, which count runes, into byte offsets.
type text struct {
	data  []byte
	lines []int // the number of each line's first rune, as YAML counts lines
	marks []int // the byte offset of every stride-th rune: a file may be one long line
}

func newText(data []byte) *text {
	t := &text{data: data, lines: []int{0}}
	at := len(data) - len(bytes.TrimPrefix(data, []byte("\uFEFF")))
	for runes := 0; at < len(data); runes++ {
		if runes%stride == 0 {
			t.marks = append(t.marks, at)
		}
		r, size := utf8.DecodeRune(data[at:])
		at += size
		if isBreak(r) && !(r == '\r' && bytes.HasPrefix(data[at:], []byte("\n"))) {
			t.lines = append(t.lines, runes+1)
		}
	}
	return t
}

// isBreak has the line breaks of YAML 1.1, which yaml.v3 follows.
func isBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// offset is the byte offset of a line and a column in runes, both from 1.
func (t *text) offset(line, column int) int {
	if line < 1 || line > len(t.lines) {
		return len(t.data)
	}
	runes := t.lines[line-1] + column - 1
	if runes/stride >= len(t.marks) {
		return len(t.data)
	}
	at := t.marks[runes/stride]
	for range runes % stride {
		_, size := utf8.DecodeRune(t.data[at:])
		at += size
	}
	return at
}

// line is the line of an offset as editors count lines, from 1.
func (t *text) line(offset int) int {
	before := t.data[:min(offset, len(t.data))]
	return 1 + bytes.Count(before, []byte("\n")) + bytes.Count(before, []byte("\r")) - bytes.Count(before, []byte("\r\n"))
}

// lineSpan is a whole line, as YAML counts lines, without its break and indent.
func (t *text) lineSpan(line int) Span {
	start, end := t.offset(line, 1), t.offset(line+1, 1)
	trimmed := bytes.TrimRightFunc(t.data[start:end], unicode.IsSpace)
	indent := len(trimmed) - len(bytes.TrimLeftFunc(trimmed, unicode.IsSpace))
	return Span{start + indent, start + len(trimmed)}
}

// span is where a node stands: a scalar or an alias as a whole, of what has parts the
// first character.
func (t *text) span(node *yaml.Node) Span {
	start := t.offset(node.Line, node.Column)
	switch {
	case node.Kind == yaml.AliasNode:
		return Span{start, min(start+1+len(node.Value), len(t.data))}
	case node.Kind != yaml.ScalarNode:
		return Span{start, min(start+1, len(t.data))}
	}
	at := t.skipProperties(start)
	switch {
	case node.Style&yaml.DoubleQuotedStyle != 0:
		return Span{start, t.quoted(at, '"', '\\')}
	case node.Style&yaml.SingleQuotedStyle != 0:
		return Span{start, t.quoted(at, '\'', 0)}
	case node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return Span{start, min(at+1, len(t.data))}
	default:
		return Span{start, t.plain(at, node.Value)}
	}
}

// skipProperties skips the anchor and the tag before a scalar.
func (t *text) skipProperties(at int) int {
	for at < len(t.data) && (t.data[at] == '&' || t.data[at] == '!') {
		length := bytes.IndexFunc(t.data[at:], unicode.IsSpace)
		if length < 0 {
			return len(t.data)
		}
		at = t.skipSpace(at + length)
	}
	return at
}

func (t *text) skipSpace(at int) int {
	return at + len(t.data[at:]) - len(bytes.TrimLeftFunc(t.data[at:], unicode.IsSpace))
}

// quoted is the end of a quoted scalar. In single quotes the quote doubles, which reads
// here as the end of one scalar and the start of the next.
func (t *text) quoted(at int, quote, escape byte) int {
	for i := at + 1; i < len(t.data); i++ {
		switch t.data[i] {
		case quote:
			if escape == 0 && i+1 < len(t.data) && t.data[i+1] == quote {
				i++
				continue
			}
			return i + 1
		case escape:
			i++
		}
	}
	return len(t.data)
}

// plain is the end of a plain scalar, which may be folded over lines.
func (t *text) plain(at int, value string) int {
	for word := range strings.FieldsSeq(value) {
		next := t.skipSpace(at)
		if !bytes.HasPrefix(t.data[next:], []byte(word)) {
			return at
		}
		at = next + len(word)
	}
	return at
}
