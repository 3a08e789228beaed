package workflow

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// The bounds on what a workflow can make the reader do: an alias may lead to others.
const (
	maxNodes = 100_000
	maxDepth = 100
)

// document is a workflow's YAML.
type document struct {
	file string
	data []byte
	text *collect.Text
	root *yaml.Node
	left int // nodes that may still be visited
	// exhausted says that some were not.
	exhausted bool
	// elsewhere are the places that lead to jobs of other files.
	elsewhere []snapshot.Position
	// others are the nodes that an included file has.
	others map[*yaml.Node]*document
}

// parse reads the file's first document. The location is that of the error.
func parse(file string, data []byte) (*document, snapshot.Location, error) {
	d := &document{file: file, data: data, text: collect.NewText(file, data), left: maxNodes}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	root, err := collect.NextYAML(decoder)
	if err == nil && entry(root, "spec") != nil { // of GitLab's, before what is specified
		if next, failed := collect.NextYAML(decoder); next != nil || failed != nil {
			root, err = next, failed
		}
	}
	if err != nil {
		at := snapshot.Location{File: file}
		message, offset := d.text.YAMLFault(err)
		if offset >= 0 {
			at = d.text.Location(offset, offset)
		}
		return nil, at, fmt.Errorf("is no YAML (%s): no service runs it", collect.Redact(message))
	}
	if d.root = root; root == nil || root.Kind == 0 {
		d.root = &yaml.Node{Kind: yaml.MappingNode} // nothing stands in it
	}
	return d, snapshot.Location{}, nil
}

// resolved is what an alias stands for.
func resolved(n *yaml.Node) *yaml.Node {
	for depth := 0; n != nil && n.Kind == yaml.AliasNode && depth < maxDepth; depth++ {
		n = n.Alias
	}
	return n
}

// entry is the value of a mapping's key, nil where it has none.
func entry(n *yaml.Node, name string) *yaml.Node {
	n = resolved(n)
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return resolved(n.Content[i+1])
		}
	}
	return nil
}

// scalar is a node's text, empty for what has none.
func scalar(n *yaml.Node) string {
	if n = resolved(n); n != nil && n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
		return n.Value
	}
	return ""
}

// words are a text, the elements of a list, or the keys of a mapping.
func words(n *yaml.Node) []string {
	var all []string
	switch n = resolved(n); {
	case n == nil:
	case n.Kind == yaml.SequenceNode:
		for _, element := range n.Content {
			all = append(all, strings.Fields(scalar(element))...)
		}
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			all = append(all, n.Content[i].Value)
		}
	default:
		all = strings.Fields(scalar(n))
	}
	return all
}

// each visits every scalar below a node with the key that it is the value of, or that the
// list is which it is in.
func (d *document) each(n *yaml.Node, key string, depth int, visit func(key string, n *yaml.Node)) {
	if d.left--; d.left < 0 || depth > maxDepth {
		d.exhausted = true
		return
	}
	switch n = resolved(n); {
	case n == nil:
	case n.Kind == yaml.ScalarNode:
		visit(key, n)
	case n.Kind == yaml.SequenceNode:
		for _, element := range n.Content {
			d.each(element, key, depth+1, visit)
		}
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			d.each(n.Content[i+1], n.Content[i].Value, depth+1, visit)
		}
	}
}

// place is where a text stands that a scalar has in it. A block's lines have no places of
// their own, so the text is looked for from the scalar on.
func (d *document) place(n *yaml.Node, text string) snapshot.Position {
	if other := d.others[n]; other != nil {
		return other.place(n, text)
	}
	start := d.text.Offset(n.Line, n.Column)
	at := bytes.Index(d.data[start:], []byte(text))
	if at < 0 || text == "" {
		return snapshot.Position{Location: d.text.Location(start, start)}
	}
	return snapshot.Position{Location: d.text.Location(start+at, start+at+len(text))}
}
