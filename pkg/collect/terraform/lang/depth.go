package lang

import (
	"errors"
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
	errTooDeep   = fmt.Errorf("brackets nest more than %d deep", maxDepth)
	errTooSteep  = fmt.Errorf("an expression has more than %d operators in a row", maxSteps)
	errAliasBomb = errors.New("the aliases stand for too much: it would have too many elements")
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
	var open nesting
	for _, token := range tokens {
		if err := open.step(token.Type); err != nil {
			return err
		}
	}
	return nil
}

// nesting counts the operators that an expression may be within: for each open bracket
// those of the item before it.
type nesting struct {
	items []int
	total int
}

func (n *nesting) step(token hclsyntax.TokenType) error {
	if len(n.items) == 0 {
		n.items = append(n.items, 0)
	}
	top := &n.items[len(n.items)-1]
	switch token {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		*top++
		n.total++
		n.items = append(n.items, 0)
		if len(n.items) > maxDepth {
			return errTooDeep
		}
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
		n.total -= *top
		n.items = n.items[:max(1, len(n.items)-1)]
	case hclsyntax.TokenComma:
		n.total -= *top
		*top = 0
	case hclsyntax.TokenNewline:
		if len(n.items) == 1 {
			n.total, *top = 0, 0
		}
	case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenStringLit, hclsyntax.TokenQuotedLit:
	default:
		*top++
		n.total++
	}
	if n.total > maxSteps {
		return errTooSteep
	}
	return nil
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

// yamlSize bounds what a YAML text stands for once its aliases are followed. A text that
// is short and has none needs no second look; what cannot be parsed is the decoder's to
// report.
func yamlSize(args []cty.Value) error {
	text := textOf(args[0])
	aliases := strings.Contains(text, "*") && strings.Contains(text, "&")
	if !aliases && len(text) <= shallow {
		return nil
	}
	var document yaml.Node
	if yaml.Unmarshal([]byte(text), &document) != nil {
		return nil
	}
	if expanded(&document, map[*yaml.Node]int{}) > maxElements {
		return errAliasBomb
	}
	return nil
}

// expanded counts the nodes that a node stands for, each anchor once; beyond the limit
// the count is only known to be beyond it.
func expanded(node *yaml.Node, anchors map[*yaml.Node]int) int {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	if known, ok := anchors[node]; ok {
		return known
	}
	if node.Anchor != "" {
		anchors[node] = maxElements + 1 // an anchor within itself has no end
	}
	total := 1
	for _, child := range node.Content {
		total = min(total+expanded(child, anchors), maxElements+1)
	}
	if node.Anchor != "" {
		anchors[node] = total
	}
	return total
}
