package prometheus

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// composed is a value of Alloy that is no plain string: the strings in it, and the names, such
// as discovery.http.a.targets and the keys of objects.
type composed struct{ strings, names []string }

// block is a component of Alloy's configuration, which has a dot in its name, also in a
// component of the team's own.
type block struct {
	kind, label string
	pointer     string
}

// alloyReader turns Alloy's blocks into a tree: attributes and blocks are members by their
// name, of equal ones with a number behind it. The words are those of HCL, and so is the
// lexer; that a block's name has dots is not.
type alloyReader struct {
	page    *page
	tokens  []hclsyntax.Token
	next    int
	entries map[string]entry
	// blocks are the components, in the order of the text.
	blocks []block
}

func readAlloy(p *page) (*document, []block, error) {
	tokens, _ := hclsyntax.LexConfig(p.data, "", hcl.InitialPos)
	r := &alloyReader{page: p, tokens: tokens, entries: map[string]entry{}}
	value, err := r.body("", 0)
	if err != nil {
		return nil, nil, err
	}
	return &document{page: p, value: value, entries: r.entries}, r.blocks, nil
}

func (r *alloyReader) peek() hclsyntax.Token {
	if r.next < len(r.tokens) {
		return r.tokens[r.next]
	}
	return hclsyntax.Token{Type: hclsyntax.TokenEOF}
}

// body reads attributes and blocks up to the brace that closes them, or to the end.
func (r *alloyReader) body(pointer string, depth int) (map[string]any, error) {
	object := map[string]any{}
	for {
		switch token := r.peek(); token.Type {
		case hclsyntax.TokenEOF, hclsyntax.TokenCBrace:
			return object, nil
		case hclsyntax.TokenIdent:
			if err := r.member(object, pointer, depth); err != nil {
				return nil, err
			}
		default:
			r.next++
		}
	}
}

// member reads one attribute or one block.
func (r *alloyReader) member(object map[string]any, pointer string, depth int) error {
	key := r.span(r.next)
	kind := r.name()
	below := snapshot.Child(pointer, kind)
	if r.peek().Type == hclsyntax.TokenEqual {
		r.next++
		start := r.next
		r.entries[below] = entry{key: key}
		object[kind] = r.expression()
		r.entries[below] = entry{key: key, value: span{r.span(start).start, r.span(max(r.next-1, start)).end}}
		return nil
	}
	label := ""
	if r.peek().Type == hclsyntax.TokenOQuote {
		label = r.quoted()
	}
	if r.peek().Type != hclsyntax.TokenOBrace {
		return nil // no block: the next word is another member
	}
	if depth >= deepest {
		return &fault{key, "is nested too deeply"}
	}
	r.next++
	member := kind
	for i := 2; object[member] != nil; i++ {
		member = fmt.Sprintf("%s#%d", kind, i)
	}
	at := snapshot.Child(pointer, member)
	if strings.Contains(kind, ".") {
		r.blocks = append(r.blocks, block{kind, label, at})
	}
	value, err := r.body(at, depth+1)
	if err != nil {
		return err
	}
	if r.peek().Type != hclsyntax.TokenCBrace {
		return &fault{key, "is no configuration of Alloy: the block that begins here has no end"}
	}
	r.entries[at] = entry{key: key, value: span{key.start, r.span(r.next).end}}
	r.next++
	object[member] = value
	return nil
}

// name is an identifier with its dots.
func (r *alloyReader) name() string {
	var out strings.Builder
	for {
		out.Write(r.peek().Bytes)
		r.next++
		if r.peek().Type != hclsyntax.TokenDot || r.next+1 >= len(r.tokens) ||
			r.tokens[r.next+1].Type != hclsyntax.TokenIdent {
			return out.String()
		}
		out.WriteByte('.')
		r.next++
	}
}

// quoted reads a string. What looks as if something were filled in is no more than text to
// Alloy.
func (r *alloyReader) quoted() string {
	var out strings.Builder
	for r.next++; ; r.next++ {
		switch token := r.peek(); token.Type {
		case hclsyntax.TokenCQuote:
			r.next++
			return out.String()
		case hclsyntax.TokenEOF, hclsyntax.TokenNewline:
			return out.String()
		default:
			out.Write(token.Bytes)
		}
	}
}

// expression reads up to the end of the line that closes all brackets: a string, a call
// that reads the environment as a variable in a string, or another expression.
func (r *alloyReader) expression() any {
	var found composed
	words := 0
	for depth := 0; ; {
		switch token := r.peek(); token.Type {
		case hclsyntax.TokenEOF:
			return found.value(words)
		case hclsyntax.TokenNewline, hclsyntax.TokenComment:
			if depth <= 0 {
				return found.value(words)
			}
			r.next++
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen:
			depth, words = depth+1, words+1
			r.next++
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen:
			if depth == 0 {
				return found.value(words)
			}
			depth--
			r.next++
		case hclsyntax.TokenOQuote:
			found.strings = append(found.strings, r.quoted())
		case hclsyntax.TokenIdent:
			found.names = append(found.names, r.name())
		default:
			words++
			r.next++
		}
	}
}

// keys are those of an object: words, which unlike other names have no dots, or else every
// second string.
func (e composed) keys() []string {
	words := slices.DeleteFunc(slices.Clone(e.names), func(name string) bool { return strings.Contains(name, ".") })
	if len(words) > 0 {
		return words
	}
	var keys []string
	for i := 0; i < len(e.strings); i += 2 {
		keys = append(keys, e.strings[i])
	}
	return keys
}

// value is a plain string where the expression is one, besides words other tokens.
func (e composed) value(words int) any {
	switch {
	case len(e.strings) != 1:
	case len(e.names) == 0 && words == 0:
		return e.strings[0]
	case len(e.names) == 1 && (e.names[0] == "sys.env" || e.names[0] == "env"):
		return "${" + e.strings[0] + "}"
	}
	return e
}

func (r *alloyReader) span(token int) span {
	if token >= len(r.tokens) {
		return span{len(r.page.data), len(r.page.data)}
	}
	at := r.tokens[token].Range
	return span{at.Start.Byte, at.End.Byte}
}
