package terraform

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// encode is what jsonencode() and yamlencode() make of a value; unknown, with its marks,
// where they cannot tell, and where the text would be larger than anybody can use.
func encode(as kind, value cty.Value) cty.Value {
	call := stdlib.JSONEncode
	if as == yamlText {
		call = func(value cty.Value) (cty.Value, error) { return ctyyaml.YAMLEncodeFunc.Call([]cty.Value{value}) }
	}
	encoded, err := call(value)
	if bare, _ := encoded.Unmark(); err != nil || (bare.IsKnown() && !bare.IsNull() && len(bare.AsString()) > maxText) {
		return cty.UnknownVal(cty.String)
	}
	return encoded
}

// The marks around a number that stand in a JSON text for what is not known yet. They
// are of Unicode's private use area.
const (
	openMark  = "\uE0F0"
	closeMark = "\uE0F1"
)

// decode is the value that a string of JSON encodes, with the place of each part as far
// as the text has one. It is nil where the string is unknown, or no JSON: then the error
// says why.
func decode(n *node) (*node, error) {
	switch {
	case n.to != nil:
		inner, err := decode(n.to)
		if inner == nil {
			return nil, err
		}
		return &node{to: inner, at: n.at, note: n.note, refs: n.refs, sensitive: n.sensitive}, nil
	case n.document != nil:
		return n.document, nil
	case n.decodable():
		return decodeText(n.template)
	}
	value, marks := n.force().Unmark()
	if len(marks) > 0 || !value.IsKnown() || value.IsNull() || value.Type() != cty.String {
		return nil, nil
	}
	made, err := decodeText(&template{pieces: []piece{{text: value.AsString()}}})
	if err == nil {
		made.refs = n.refs
	}
	return made, err
}

// decoder reads a text that was put together of pieces.
type decoder struct {
	tokens *jsontext.Decoder
	text   []byte
	pieces []laid
	quoted bool
}

func decodeText(t *template) (*node, error) {
	text, pieces := t.lay()
	if err := checkNesting(text); err != nil {
		return nil, err
	}
	d := &decoder{
		tokens: jsontext.NewDecoder(bytes.NewReader(text),
			jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)),
		text: text, pieces: pieces, quoted: t.quoted,
	}
	made, err := d.value()
	if err != nil {
		return nil, err
	}
	if _, err := d.tokens.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the JSON value")
	}
	return made, nil
}

func (d *decoder) value() (*node, error) {
	start := d.next()
	token, err := d.tokens.ReadToken()
	if err != nil {
		return nil, d.explain(err)
	}
	at := func() *node { return &node{refs: d.references(start, int(d.tokens.InputOffset()))} }
	switch token.Kind() {
	case '{':
		return d.object()
	case '[':
		return d.array()
	case '"':
		return d.stringNode(token.String(), at())
	case '0':
		made := at()
		made.value, err = cty.ParseNumberVal(token.String())
		return made, err
	case 't', 'f':
		made := at()
		made.value = cty.BoolVal(token.Bool())
		return made, nil
	}
	return known(cty.NullVal(cty.DynamicPseudoType)), nil
}

func (d *decoder) explain(err error) error {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		line := bytes.Count(d.text[:min(int(syntax.ByteOffset), len(d.text))], []byte("\n")) + 1
		return fmt.Errorf("line %d: %w", line, syntax.Err)
	}
	return err
}

// next is where the next token begins.
func (d *decoder) next() int {
	at := int(d.tokens.InputOffset())
	for at < len(d.text) && strings.IndexByte(" \t\r\n,:", d.text[at]) >= 0 {
		at++
	}
	return at
}

func (d *decoder) object() (*node, error) {
	var entries []entry
	for d.tokens.PeekKind() != '}' {
		start := d.next()
		name, err := d.tokens.ReadToken()
		if err != nil {
			return nil, d.explain(err)
		}
		key := name.String()
		if strings.Contains(key, openMark) {
			return nil, errors.New("a key is known only after apply")
		}
		value, err := d.value()
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{key: key, at: d.span(start, int(d.tokens.InputOffset())), node: value})
	}
	_, err := d.tokens.ReadToken()
	return newObject(entries), err
}

func (d *decoder) array() (*node, error) {
	var entries []entry
	for d.tokens.PeekKind() != ']' {
		start := d.next()
		value, err := d.value()
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{at: d.span(start, int(d.tokens.InputOffset())), node: value})
	}
	_, err := d.tokens.ReadToken()
	return newTuple(entries...), err
}

// stringNode is a string, or what a mark in it stands for.
func (d *decoder) stringNode(text string, made *node) (*node, error) {
	before, rest, marked := strings.Cut(text, openMark)
	digits, after, closed := strings.Cut(rest, closeMark)
	index, err := strconv.Atoi(digits)
	if !marked || !closed || err != nil || index < 0 || index >= len(d.pieces) || d.pieces[index].node == nil {
		made.value = cty.StringVal(text)
		return made, nil //nolint:nilerr // no number, no mark
	}
	from := d.pieces[index].node
	if before == "" && after == "" {
		inner, err := decode(from)
		if inner == nil && err == nil {
			return from, nil
		}
		return inner, err
	}
	made.value, made.gap = unknownText(before), from.orUnknown()
	made.template = &template{pattern: d.pattern(text)}
	made.sensitive = isSensitive(from.force())
	return made, nil
}

// pattern is a string of the text with the expression in the place of each mark.
func (d *decoder) pattern(text string) string {
	var out strings.Builder
	for {
		before, rest, marked := strings.Cut(text, openMark)
		out.WriteString(before)
		digits, after, closed := strings.Cut(rest, closeMark)
		index, err := strconv.Atoi(digits)
		if !marked || !closed || err != nil || index < 0 || index >= len(d.pieces) || d.pieces[index].node == nil {
			return out.String()
		}
		out.WriteString(d.pieces[index].node.hole())
		text = after
	}
}
