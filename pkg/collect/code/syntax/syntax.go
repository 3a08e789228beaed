// Package syntax parses source code. The grammars, and the library that runs them, are
// tree-sitter's, translated from C to Go (make parsers): what is parsed is hostile, and a
// translated parser can write nowhere but into its own memory. A grammar's tables are
// unpacked when its first file comes, so that a run without client code pays nothing.
package syntax

import (
	"errors"
	"fmt"
	"math"
)

// Language names a grammar.
type Language string

// The grammars. TSX reads JavaScript too, which TypeScript takes amiss in places.
const (
	Python     Language = "python"
	TypeScript Language = "typescript"
	TSX        Language = "tsx"
	Go         Language = "go"
	Java       Language = "java"
	CSharp     Language = "csharp"
)

// Node is a part of a text and what the grammar calls it.
type Node struct {
	// Kind is the grammar's name of the node, or the text of a token that has none: "call",
	// "+". It is "ERROR" where the text does not fit the grammar.
	Kind string
	// Field is the role that the node has in its parent, empty where it has none.
	Field      string
	Start, End int
	// Missing marks a token that the grammar wants and the text does not have.
	Missing  bool
	Children []*Node
}

// Child is the first child in a role, nil where there is none.
func (n *Node) Child(field string) *Node {
	for _, child := range n.Children {
		if child.Field == field {
			return child
		}
	}
	return nil
}

// MaxSize is the longest text that is parsed, in bytes: code that people write is shorter.
const MaxSize = 1 << 20

const (
	// least and share are how often a parser may ask whether to go on: so often, and once
	// more for each so many bytes. For code that people write it asks once for some two
	// hundred bytes, and far more often for a text that is made to be ambiguous.
	least, share = 1000, 100
	// kept is how much memory a parser may hold on to for the next text.
	kept = 64 << 20
	// deepest bounds how deep a tree is, so that walking it cannot exhaust the stack.
	deepest = 400
)

var errTooHard = errors.New("is nested too deeply, or takes too many steps to parse")

// Parser parses texts of one language, one after another. It is for one goroutine.
type Parser struct {
	language Language
	module   module
	kinds    []string
	fields   []string
}

// NewParser is a parser that opens its grammar with the first text.
func NewParser(language Language) *Parser { return &Parser{language: language} }

// Parse gives the tree of a text. A text that does not fit the grammar has one too. The
// error is a clause on the text: it is too long, or too hard.
func (p *Parser) Parse(text []byte) (root *Node, err error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("has %d MB, more than the %d MB of code that are parsed", len(text)>>20, MaxSize>>20)
	}
	defer func() {
		if recover() != nil { // the translated code ran out of its memory
			p.module = nil
			root, err = nil, errTooHard
		}
	}()
	if p.module == nil {
		if err := p.open(); err != nil {
			return nil, err
		}
	}
	at := p.module.Xallocate(int32(len(text) + 1))
	if at == 0 {
		p.module = nil
		return nil, errTooHard
	}
	copy((*p.module.Slice())[at:], text)
	count := p.module.Xparse(at, int32(len(text)), least+int32(len(text)/share))
	p.module.Xdiscard(at)
	if count >= 0 {
		root, err = p.tree(int(count))
	} else {
		err = errTooHard
	}
	if len(*p.module.Slice()) > kept || count < 0 {
		p.module = nil
	}
	return root, err
}

// tree reads the list of nodes that the module has written.
func (p *Parser) tree(count int) (*Node, error) {
	const size, missing = 16, 1 << 31
	memory, at := *p.module.Slice(), int(p.module.Xnodes())
	nodes := make([]Node, count)
	var path []*Node
	for i := range nodes {
		entry := memory[at+i*size : at+(i+1)*size]
		depth := number(entry[12:])
		nodes[i] = Node{
			Kind: p.kind(number(entry) & math.MaxUint16), Field: p.fields[number(entry)>>16],
			Start: number(entry[4:]), End: number(entry[8:]), Missing: depth&missing != 0,
		}
		depth &^= missing
		if depth > deepest {
			return nil, errTooHard
		}
		path = append(path[:depth], &nodes[i])
		if depth > 0 {
			path[depth-1].Children = append(path[depth-1].Children, &nodes[i])
		}
	}
	return &nodes[0], nil
}

func (p *Parser) kind(symbol int) string {
	if symbol >= len(p.kinds) {
		return "ERROR"
	}
	return p.kinds[symbol]
}

func number(b []byte) int {
	return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 | int(b[3])<<24
}
