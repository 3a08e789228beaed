package access

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Parse compiles a policy. The document is a tree of nil, bool, string, json.Number,
// []any and map[string]any. Unknown parts have an entry by JSON pointer into it, "" for all
// of it, and are absent from maps and nil in lists. It cannot fail: what AWS would refuse,
// or this package does not know, is in [Policy.Problems], and leaves undecided what it
// could decide.
func Parse(name string, document any, unknown map[string]Unknown) *Policy {
	p := &parser{policy: &Policy{Name: name}}
	p.document(newNode(document, unknown))
	slices.SortStableFunc(p.policy.Problems, func(a, b Problem) int { return strings.Compare(a.Pointer, b.Pointer) })
	return p.policy
}

type parser struct {
	policy    *Policy
	variables variables
}

// problem notes what is broken, and is the doubt that it leaves.
func (p *parser) problem(pointer, format string, values ...any) *Pointer {
	for i, value := range values {
		if text, ok := value.(string); ok {
			values[i] = shorten(text)
		}
	}
	message := fmt.Sprintf(format, values...)
	p.policy.Problems = append(p.policy.Problems, Problem{pointer, message})
	return &Pointer{Policy: p.policy.Name, Pointer: pointer, Reason: message}
}

// doubt is that of an unknown node.
func (p *parser) doubt(n *node) *Pointer {
	reason := ""
	if n.unknown.Expression == "" {
		reason = cmp.Or(n.unknown.Reason, "its value is not known")
	}
	return &Pointer{p.policy.Name, n.pointer, n.unknown.Expression, reason}
}

// whatText describes what stands in the place of a policy. Of a text that was to be one it says
// where it stops being JSON.
func whatText(value any) string {
	text, ok := value.(string)
	if !ok {
		return describe(value)
	}
	var parsed any
	wrong, ok := errors.AsType[*json.SyntaxError](json.Unmarshal([]byte(text), &parsed))
	if !ok {
		return describe(value)
	}
	line := strings.Count(text[:min(int(wrong.Offset), len(text))], "\n") + 1
	return fmt.Sprintf("a text that is no JSON (line %d: %v)", line, wrong)
}

func (p *parser) document(n node) {
	if n.unknown != nil {
		p.policy.doubt = p.doubt(&n)
		return
	}
	if !n.isMap() {
		p.policy.doubt = p.problem("", "a policy is an object, not %s", whatText(n.value))
		return
	}
	fields := n.fields()
	var doubts []*Pointer
	for i := range fields {
		field := &fields[i]
		switch field.key {
		case "Version":
			if doubt := p.version(&field.node); doubt != nil {
				doubts = append(doubts, doubt)
			}
		case "Id":
			p.text(&field.node)
		case "Statement":
		default:
			doubts = append(doubts, p.stranger(&field.node, field.key, "Version", "Id", "Statement"))
		}
	}
	field := find(fields, "Statement")
	if field == nil {
		p.policy.doubt = p.problem("", "the policy has no Statement")
		return
	}
	p.statements(&field.node, doubts)
}

// version decides whether ${…} is a variable.
func (p *parser) version(n *node) *Pointer {
	switch text, doubt := p.text(n); {
	case n.unknown != nil:
		p.variables.unsure = true
		return nil
	case doubt != nil:
		return doubt
	case text == "2012-10-17":
		p.variables.on = true
	case text != "2008-10-17":
		p.variables.unsure = true
		return p.problem(n.pointer, `version %q is not one of "2012-10-17" and "2008-10-17"`, text)
	}
	return nil
}

func (p *parser) statements(n *node, doubts []*Pointer) {
	if n.unknown != nil {
		p.policy.doubt = p.doubt(n)
		return
	}
	elements, isList := n.elements()
	if !isList && !n.isMap() {
		p.policy.doubt = p.problem(n.pointer, "Statement is a list of objects, not %s", describe(n.value))
		return
	}
	if len(elements) == 0 {
		p.problem(n.pointer, "Statement has no entries")
	}
	p.policy.statements = make([]statement, len(elements))
	for i := range elements {
		s := &p.policy.statements[i]
		s.index, s.pointer, s.doubts = i, elements[i].pointer, doubts
		p.statement(s, &elements[i])
	}
	if twice := p.policy.ambiguous(); len(twice) > 0 {
		doubt := &Pointer{Policy: p.policy.Name, Pointer: twice[0].Pointer, Reason: twice[0].Message + ", which IAM refuses"}
		for i := range p.policy.statements {
			p.policy.statements[i].twice = doubt
		}
	}
}

// text reads a string. The doubt is set where it is unknown or broken.
func (p *parser) text(n *node) (string, *Pointer) {
	if n.unknown != nil {
		return "", p.doubt(n)
	}
	text, ok := n.value.(string)
	if !ok {
		return "", p.problem(n.pointer, "it is a string, not %s", describe(n.value))
	}
	return text, p.strange(n.pointer, text)
}

// scalar reads a condition's value, for which AWS also takes numbers and booleans.
func (p *parser) scalar(n *node) (string, *Pointer) {
	if n.unknown != nil {
		return p.text(n)
	}
	switch value := n.value.(type) {
	case bool:
		return strconv.FormatBool(value), nil
	case json.Number:
		return value.String(), nil
	default:
		return p.text(n)
	}
}

// strange finds characters that mislead a reader, or were no characters.
func (p *parser) strange(pointer, text string) *Pointer {
	for _, char := range text[ascii(text):] {
		switch {
		case char == '\uFFFD':
			return p.problem(pointer, "it holds bytes that are no character")
		case '\u202A' <= char && char <= '\u202E', '\u2066' <= char && char <= '\u2069',
			char == '\u200E', char == '\u200F':
			return p.problem(pointer, "it holds %U, which shows text in another order", char)
		}
	}
	return nil
}

// ascii is how many bytes a text begins with that are characters of ASCII.
func ascii(text string) int {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(text)
}

// stranger is an element that AWS does not know.
func (p *parser) stranger(n *node, key string, known ...string) *Pointer {
	for _, name := range known {
		if strings.EqualFold(name, key) {
			return p.problem(n.pointer, "element %q is written %q", key, name)
		}
	}
	return p.problem(n.pointer, "element %q is not one of %s", key, strings.Join(known, ", "))
}

// shorten keeps a hostile text from filling a message.
func shorten(text string) string {
	const most = 120
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

func describe(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return "a string"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	default:
		return "a number"
	}
}
