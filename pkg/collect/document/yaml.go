package document

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
)

func parseYAML(file string, data []byte, text *collect.Text) ([]*Document, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var all []*Document
	for {
		root, err := collect.NextYAML(decoder)
		if err != nil {
			return all, yamlFault(text, err)
		}
		if root == nil {
			return all, nil
		}
		r := yamlReader{data: data, text: text, made: map[*yaml.Node]*Node{}}
		node, err := r.node(root, 0)
		if err != nil {
			return all, err
		}
		one := &Document{File: file, text: text, Root: node}
		for _, at := range r.twice {
			one.Twice = append(one.Twice, text.Location(at[0], at[1]))
		}
		all = append(all, one)
	}
}

// yamlFault is a syntax error with the line that it names.
func yamlFault(text *collect.Text, err error) error {
	message, at := text.YAMLFault(err)
	at = max(at, 0)
	return &SyntaxError{At: text.Location(at, at), Message: "is not YAML from here on: " + collect.Redact(message)}
}

// yamlReader makes nodes of YAML's, one for each, so that an alias costs nothing.
type yamlReader struct {
	data  []byte
	text  *collect.Text
	made  map[*yaml.Node]*Node // nil while it is being made
	twice [][2]int
}

func (r *yamlReader) node(from *yaml.Node, depth int) (*Node, error) {
	start := r.text.Offset(from.Line, from.Column)
	if from.Kind == yaml.AliasNode {
		from = from.Alias
	}
	made, begun := r.made[from]
	switch {
	case made != nil:
		return made, nil
	case begun:
		return nil, &SyntaxError{
			At: r.text.Location(start, start), Message: "holds an anchor within itself, which has no end",
		}
	case depth > deepest:
		return nil, &SyntaxError{
			At: r.text.Location(start, start), Message: fmt.Sprintf("is nested more than %d levels deep", deepest),
		}
	}
	r.made[from] = nil
	n, err := r.make(from, depth)
	r.made[from] = n
	return n, err
}

func (r *yamlReader) make(from *yaml.Node, depth int) (*Node, error) {
	start := r.text.Offset(from.Line, from.Column)
	n := &Node{start: start, end: start}
	if tag := from.Tag; strings.HasPrefix(tag, "!") && !strings.HasPrefix(tag, "!!") {
		n.Tag = tag[1:]
	}
	switch from.Kind {
	case yaml.MappingNode:
		n.Kind = Map
		if err := r.fill(n, from, depth); err != nil {
			return nil, err
		}
		r.close(n, from, '}')
	case yaml.SequenceNode:
		n.Kind = List
		for _, content := range from.Content {
			item, err := r.node(content, depth+1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
			n.end = max(n.end, item.end)
		}
		r.close(n, from, ']')
	default:
		n.Scalar = scalarOf(from)
		n.end = r.scalarEnd(from, start)
	}
	return n, nil
}

// fill adds the keys of a mapping and then those of what is merged into it. Of a key that
// stands twice the last counts.
func (r *yamlReader) fill(n *Node, from *yaml.Node, depth int) error {
	var merged []*yaml.Node
	at := map[string]int{}
	for i := 0; i+1 < len(from.Content); i += 2 {
		key, content := from.Content[i], from.Content[i+1]
		if key.ShortTag() == "!!merge" {
			merged = append(merged, content)
			continue
		}
		value, err := r.node(content, depth+1)
		if err != nil {
			return err
		}
		start := r.text.Offset(key.Line, key.Column)
		entry := Entry{Name: key.Value, Value: value, start: start, keyEnd: r.scalarEnd(key, start)}
		if twice, ok := at[key.Value]; ok {
			r.twice = append(r.twice, [2]int{start, entry.keyEnd})
			n.Entries[twice] = entry
		} else {
			at[key.Value] = len(n.Entries)
			n.Entries = append(n.Entries, entry)
		}
		n.end = max(n.end, value.end)
	}
	for _, content := range merged {
		if err := r.merge(n, content, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// merge adds what stands behind a merge key: a mapping, an alias of one, or a list of them.
func (r *yamlReader) merge(n *Node, content *yaml.Node, depth int) error {
	other, err := r.node(content, depth)
	if err != nil {
		return err
	}
	for _, one := range append([]*Node{other}, other.Items...) {
		for _, entry := range one.Entries {
			if n.Get(entry.Name) == nil {
				n.Entries = append(n.Entries, entry)
			}
		}
	}
	return nil
}

func (r *yamlReader) close(n *Node, from *yaml.Node, bracket byte) {
	if from.Style&yaml.FlowStyle == 0 {
		return
	}
	rest := bytes.TrimLeft(r.data[n.end:], " \t\r\n,[{")
	if len(rest) > 0 && rest[0] == bracket {
		n.end = len(r.data) - len(rest) + 1
	}
}
