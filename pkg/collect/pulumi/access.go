package pulumi

import (
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// text puts values into a text. "$$" stands for "$".
func (p *program) text(text string, at snapshot.Position, depth int) *document.Value {
	var parts []*document.Value
	var plain strings.Builder
	add := func() {
		if plain.Len() > 0 {
			parts = append(parts, document.String(plain.String(), at))
			plain.Reset()
		}
	}
	for rest := text; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "$$"):
			plain.WriteByte('$')
			rest = rest[2:]
		case strings.HasPrefix(rest, "${") && accessEnd(rest) > 0:
			end := accessEnd(rest)
			add()
			parts = append(parts, p.path(strings.TrimSpace(rest[2:end]), at, depth+1))
			rest = rest[end+1:]
		default:
			plain.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	add()
	if len(parts) == 1 {
		return parts[0]
	}
	if joined, ok := document.Join(at, text, "", parts); ok {
		return joined
	}
	return document.Unclear(at, text, "a list or a map stands in a text", "")
}

// accessEnd is where the brace is that ends an expression, 0 where there is none. A key in
// quotes may have one.
func accessEnd(text string) int {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"' && (!quoted || text[i-1] != '\\'):
			quoted = !quoted
		case text[i] == '}' && !quoted:
			return i
		}
	}
	return 0
}

// into goes on into a value by names and indexes.
func into(v *document.Value, rest string, at snapshot.Position, expression string) *document.Value {
	for _, token := range accessors(rest) {
		if v == nil || v.Unknown != nil {
			return v
		}
		if index, err := strconv.Atoi(token); err == nil && v.Kind == document.List {
			if index < 0 || index >= len(v.Items) {
				return document.Unclear(at, expression, "the list has no element "+token, "")
			}
			v = v.Items[index]
		} else {
			v = v.Get(token)
		}
	}
	return v
}

// accessors are the names and indexes of a path such as a.b[0]["c.d"].
func accessors(path string) []string {
	var all []string
	for rest := path; rest != ""; {
		switch {
		case strings.HasPrefix(rest, `["`):
			end := strings.Index(rest, `"]`)
			if end < 2 {
				return append(all, rest)
			}
			all, rest = append(all, strings.ReplaceAll(rest[2:end], `\"`, `"`)), rest[end+2:]
		case rest[0] == '.', rest[0] == '[', rest[0] == ']':
			rest = rest[1:]
		default:
			end := strings.IndexAny(rest, ".[]")
			if end < 0 {
				end = len(rest)
			}
			all, rest = append(all, rest[:end]), rest[end:]
		}
	}
	return all
}
