// Package document is what the collectors of YAML and JSON share whose values are in part
// expressions: trees of what is written, with the place of everything, and trees of what it
// comes to, in which a part that is unknown leaves the rest known. It knows none of the
// languages that are written in them.
package document

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Kind is what a node or a value is made of.
type Kind int

// The kinds.
const (
	Scalar Kind = iota
	List
	Map
)

// Document is one document of a file.
type Document struct {
	File string
	Root *Node
	// Twice are the keys that stand twice in one mapping, of which the last counts.
	Twice []snapshot.Location

	text *collect.Text
}

// Node is a value as it is written. An alias of YAML is the very node that it names, so
// that a file cannot grow by them; who walks the tree counts what it visits.
type Node struct {
	Kind Kind
	// Tag is YAML's own tag without its exclamation mark: "Sub" of !Sub.
	Tag string
	// Scalar is nil, a bool, a string or a [json.Number].
	Scalar  any
	Items   []*Node
	Entries []Entry

	start, end int
}

// Entry is a key of a mapping and its value.
type Entry struct {
	Name  string
	Value *Node

	start, keyEnd int
}

// Entry is the entry of a key; nil where there is none, and of what is no mapping.
func (n *Node) Entry(name string) *Entry {
	for i := range n.Entries {
		if n.Entries[i].Name == name {
			return &n.Entries[i]
		}
	}
	return nil
}

// Span has the first byte of a node in what was parsed, and the one after its last.
func (n *Node) Span() (start, end int) { return n.start, n.end }

// Span goes from the first byte of a key to the one after the last of its value, or where that
// is an alias of what stands before, of the key.
func (e *Entry) Span() (start, end int) {
	if e.Value.end < e.start {
		return e.start, e.keyEnd
	}
	return e.start, e.Value.end
}

// Get is the value of a key; nil where there is none, and of what is no mapping.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	if found := n.Entry(name); found != nil {
		return found.Value
	}
	return nil
}

// String is a scalar's text as it is written, numbers and truth values too, empty for what
// is none.
func (n *Node) String() string {
	if n == nil {
		return ""
	}
	text, _ := Text(n.Scalar)
	return text
}

// Text is a scalar as text. It is false for what is none and for null.
func Text(scalar any) (string, bool) {
	switch scalar := scalar.(type) {
	case string:
		return scalar, true
	case json.Number:
		return scalar.String(), true
	case bool:
		if scalar {
			return "true", true
		}
		return "false", true
	default:
		return "", false
	}
}

// Place is where a node stands.
func (d *Document) Place(n *Node) snapshot.Location { return d.text.Location(n.start, n.end) }

// Part is where a part of a line of a scalar first stands, as it is written, or else the scalar.
// Of a block the header comes before the lines.
func (d *Document) Part(n *Node, part string) snapshot.Location {
	if at, ok := d.text.Find(part, n.start, strings.Count(n.String(), "\n")+2); ok {
		return d.text.Location(at, at+len(part))
	}
	return d.Place(n)
}

// Whole is where an entry stands, from its key to the end of its value.
func (d *Document) Whole(e *Entry) snapshot.Location {
	return d.text.Location(e.Span())
}

// Key is where the key of an entry stands, with its quotes.
func (d *Document) Key(e *Entry) snapshot.Location {
	return d.text.Location(e.start, e.keyEnd)
}

// SyntaxError is what is wrong with a file, and where. Its message is a clause that follows the
// file's name, without anything of the file.
type SyntaxError struct {
	At      snapshot.Location
	Message string
}

func (f *SyntaxError) Error() string { return f.Message }

// deepest bounds the nesting of what is read, as for JSON.
const deepest = 200

// Parse reads the documents of a file: one of JSON, or any number of YAML. Those before the
// error, which is a *[SyntaxError], are whole.
func Parse(file string, data []byte) ([]*Document, error) {
	text := collect.NewText(file, data)
	if !utf8.Valid(data) {
		at := 0
		for r, size := utf8.DecodeRune(data); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRune(data[at:]) {
			at += size
		}
		return nil, &SyntaxError{At: text.Location(at, at), Message: "is not UTF-8 from here on: save it as UTF-8"}
	}
	if isJSON(data) {
		if one, err := parseJSON(file, data, text); err == nil || !mayBeYAML(data) {
			return one, err
		}
	}
	return parseYAML(file, data, text)
}
