package syntax_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// TestParse parses a little of each language, and finds each part where it stands.
func TestParse(t *testing.T) {
	for language, text := range map[syntax.Language]string{
		syntax.Python:     "def f(x):\n    return index.query(top_k=x)\n",
		syntax.TypeScript: "const f = <T>(x: T) => index.query({ topK: x! });\n",
		syntax.TSX:        "const f = (x) => <ul>{index.query({ topK: x })}</ul>;\n",
		syntax.Go:         "package a\n\nfunc f() { index.Query(ctx, 3) }\n",
		syntax.Java:       "class A { void f() { index.query(3, null); } }\n",
		syntax.CSharp:     "class A { void F() { index.Query(3, null); } }\n",
	} {
		root, err := syntax.NewParser(language).Parse([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", language, err)
		}
		if broken := find(root, func(n *syntax.Node) bool { return n.Kind == "ERROR" || n.Missing }); broken != nil {
			t.Errorf("%s: error at %d", language, broken.Start)
		}
		call := find(root, func(n *syntax.Node) bool {
			return strings.EqualFold(text[n.Start:n.End], "index.query") && len(n.Children) > 0
		})
		if language != syntax.Java && call == nil {
			t.Errorf("%s: no node stands at index.query", language)
		}
	}
}

func TestParseWhatIsBroken(t *testing.T) {
	root, err := syntax.NewParser(syntax.Python).Parse([]byte("def (:\n  x = ]]\n\xff\xfe\x00"))
	if err != nil {
		t.Fatal(err)
	}
	if find(root, func(n *syntax.Node) bool { return n.Kind == "ERROR" || n.Missing }) == nil {
		t.Error("nothing says that the text is broken")
	}
}

// TestParseBounds holds that what is made to be hard ends with a clause, and that the
// parser goes on with the next text as if nothing had been.
func TestParseBounds(t *testing.T) {
	parser := syntax.NewParser(syntax.TypeScript)
	for name, text := range map[string]string{
		"long":         strings.Repeat("x;\n", syntax.MaxSize),
		"nested calls": strings.Repeat("f(", 2000) + strings.Repeat(")", 2000),
		"ambiguous":    strings.Repeat("a<", 8000) + strings.Repeat(">", 8000) + "(b)",
	} {
		if _, err := parser.Parse([]byte(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := parser.Parse([]byte("f();")); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

func find(n *syntax.Node, fits func(*syntax.Node) bool) *syntax.Node {
	if fits(n) {
		return n
	}
	for _, child := range n.Children {
		if found := find(child, fits); found != nil {
			return found
		}
	}
	return nil
}
