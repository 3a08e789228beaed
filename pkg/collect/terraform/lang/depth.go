package lang

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"gopkg.in/yaml.v3"
)

// Parsers and evaluators recurse, and Go ends the process when a stack grows too far. So
// what nests deeper than any real configuration is refused before it is parsed.
const (
	maxDepth = 500
	// maxSteps bounds the operators, conditions and index steps that are within one
	// another: a chain like 1+1+1… is a tree as deep as it is long.
	maxSteps = 10_000
	// shallow is the length, in bytes, up to which no text can nest deep enough to matter.
	shallow = 10_000
)

var (
	errTooDeep      = fmt.Errorf("brackets, loops or conditions nest more than %d deep", maxDepth)
	errTooSteep     = fmt.Errorf("an expression has more than %d operators in a row", maxSteps)
	errYAMLTooLarge = fmt.Errorf("it nests more than %d deep, or has more than %d elements with its aliases followed",
		maxDepth, maxElements)
)

// CheckTemplate refuses the source of a template that nests too deep to be parsed safely.
func CheckTemplate(source []byte) error { return checkTokens(source, hclsyntax.LexTemplate) }

// CheckConfig is [CheckTemplate] for a configuration file. It scans a file again only
// where it is long enough to be dangerous.
func CheckConfig(source []byte) error { return checkTokens(source, hclsyntax.LexConfig) }

type lexer func(source []byte, filename string, start hcl.Pos) (hclsyntax.Tokens, hcl.Diagnostics)

func checkTokens(source []byte, lex lexer) error {
	if len(source) <= shallow {
		return nil
	}
	tokens, _ := lex(source, "", hcl.InitialPos)
	open := nesting{levels: []level{{lines: true}}}
	for i, token := range tokens {
		following := ""
		if i+1 < len(tokens) {
			following = string(tokens[i+1].Bytes)
		}
		open.step(token, following)
		if len(open.levels) > maxDepth || open.controls > maxDepth {
			return errTooDeep
		}
		if open.total > maxSteps {
			return errTooSteep
		}
	}
	return nil
}

// nesting counts what the next expression is within: for each open bracket the steps of
// the item before it, and the loops and conditions of templates that are not yet ended.
type nesting struct {
	levels   []level
	total    int
	controls int
}

type level struct {
	steps int
	lines bool // whether a new line begins another item
}

func (n *nesting) step(token hclsyntax.Token, following string) {
	switch token.Type {
	case hclsyntax.TokenTemplateControl:
		n.control(following)
		n.open(false)
	case hclsyntax.TokenOBrace:
		n.open(following != "for")
	case hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc,
		hclsyntax.TokenTemplateInterp:
		n.open(false)
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc:
		n.close()
	case hclsyntax.TokenTemplateSeqEnd:
		n.close()
		n.next() // the parts of a template stand side by side
	case hclsyntax.TokenComma, hclsyntax.TokenStringLit:
		n.next()
	case hclsyntax.TokenNewline, hclsyntax.TokenComment:
		// A comment that starts with # has its line's end.
		if n.levels[len(n.levels)-1].lines && bytes.HasSuffix(token.Bytes, []byte("\n")) {
			n.next()
		}
	case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenQuotedLit:
	default:
		n.add(1)
	}
}

func (n *nesting) add(steps int) {
	n.levels[len(n.levels)-1].steps += steps
	n.total += steps
}

// next begins another item beside the last.
func (n *nesting) next() { n.add(-n.levels[len(n.levels)-1].steps) }

func (n *nesting) open(lines bool) {
	n.add(1)
	n.levels = append(n.levels, level{lines: lines})
}

func (n *nesting) close() {
	n.next()
	if len(n.levels) > 1 {
		n.levels = n.levels[:len(n.levels)-1]
	}
}

func (n *nesting) control(keyword string) {
	switch keyword {
	case "for", "if":
		n.controls++
	case "endfor", "endif":
		n.controls--
	}
}

// jsonSize bounds the elements of a JSON text and how deep they nest.
func jsonSize(args []cty.Value) error {
	text := textOf(args[0])
	if len(text) <= shallow {
		return nil
	}
	if strings.Count(text, ",") > maxElements {
		return errTooManyElements
	}
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		}
		if depth > maxDepth {
			return errTooDeep
		}
	}
	return nil
}

// yamlSize bounds what a YAML text stands for once its aliases are followed, and how deep
// it nests. A text that is short and has no aliases needs no second look.
func yamlSize(args []cty.Value) error {
	text := textOf(args[0])
	aliases := strings.Contains(text, "*") && strings.Contains(text, "&")
	if !aliases && len(text) <= shallow {
		return nil
	}
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		return err
	}
	anchors := map[*yaml.Node]int{}
	if expanded(&document, anchors, 0) > maxElements {
		return errYAMLTooLarge
	}
	return nil
}

// expanded counts the nodes that a node stands for, each anchor once; beyond the limit
// the count is only known to be beyond it. What nests too deep counts as too much.
func expanded(node *yaml.Node, anchors map[*yaml.Node]int, depth int) int {
	const tooMuch = maxElements + 1
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	if known, ok := anchors[node]; ok {
		return known
	}
	if depth > maxDepth {
		return tooMuch
	}
	if node.Anchor != "" {
		anchors[node] = tooMuch // an anchor within itself has no end
	}
	total := 1
	for _, child := range node.Content {
		total = min(total+expanded(child, anchors, depth+1), tooMuch)
	}
	if node.Anchor != "" {
		anchors[node] = total
	}
	return total
}
