package prometheus

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	// deepest bounds the nesting of what is read, as for JSON.
	deepest = 200
	// mostExpanded bounds the values, and the length of them, that aliases may add to a file.
	mostExpanded = 100_000
)

// fault is what is wrong with a page, and where.
type fault struct {
	at      span
	message string
}

func (f *fault) Error() string { return f.message }

// readYAML reads the documents of a page. Those before the error are whole.
func readYAML(p *page) ([]*document, error) {
	if !utf8.Valid(p.data) {
		at := len(p.data) - len(bytes.TrimLeftFunc(p.data, func(r rune) bool { return r != utf8.RuneError }))
		return nil, &fault{span{at, at}, "is not UTF-8 from here on: save it as UTF-8"}
	}
	lines := collect.NewText("", p.data)
	decoder := yaml.NewDecoder(bytes.NewReader(p.data))
	var all []*document
	for {
		root, err := collect.NextYAML(decoder)
		if err != nil {
			return all, yamlFault(p, lines, err)
		}
		if root == nil {
			return all, nil
		}
		reader := yamlReader{page: p, lines: lines, entries: map[string]entry{}}
		value, err := reader.value(root, "", 0)
		if err != nil {
			return all, err
		}
		all = append(all, &document{page: p, value: value, entries: reader.entries, twice: reader.twice})
	}
}

// yamlReader turns nodes into a tree of values.
type yamlReader struct {
	page    *page
	lines   *collect.Text
	entries map[string]entry
	twice   []span
	// aliases are those that are being expanded.
	aliases  []*yaml.Node
	expanded int
}

func (r *yamlReader) value(node *yaml.Node, pointer string, depth int) (any, error) {
	start := r.lines.Offset(node.Line, node.Column)
	if len(r.aliases) > 0 {
		r.expanded += 1 + len(node.Value)/32
	}
	switch {
	case depth > deepest:
		return nil, r.tooDeep(node)
	case r.expanded > mostExpanded:
		return nil, r.wrong(node, fmt.Sprintf("has aliases that add more than %d values", mostExpanded))
	}
	r.entries[pointer] = entry{key: r.entries[pointer].key, value: span{start, start + 1}}
	switch node.Kind {
	case yaml.AliasNode:
		var value any
		err := r.follow(node, func(target *yaml.Node) (err error) {
			value, err = r.value(target, pointer, depth+1)
			return err
		})
		return value, err
	case yaml.MappingNode:
		if text, ok := r.action(node, start); ok {
			r.place(pointer, span{start, start + len(text)})
			return text, nil
		}
		return r.mapping(node, pointer, depth)
	case yaml.SequenceNode:
		return r.sequence(node, pointer, depth)
	case yaml.ScalarNode:
		r.place(pointer, r.scalarSpan(node, start))
		if node.ShortTag() == "!!null" {
			return nil, nil
		}
		return node.Value, nil
	default:
		return nil, nil
	}
}

// action is the text of {{ … }}, which a template has in the place of a value, and which YAML
// takes for a mapping in a mapping.
func (r *yamlReader) action(node *yaml.Node, start int) (string, bool) {
	if node.Style&yaml.FlowStyle == 0 || len(node.Content) != 2 || node.Content[0].Kind != yaml.MappingNode ||
		start < 0 || start > len(r.page.data) {
		return "", false
	}
	rest := r.page.data[start:]
	end := bytes.Index(rest, []byte("}}"))
	if end < 0 || !bytes.HasPrefix(rest, []byte("{{")) {
		return "", false
	}
	return string(rest[:end+len("}}")]), true
}

func (r *yamlReader) place(pointer string, value span) {
	r.entries[pointer] = entry{key: r.entries[pointer].key, value: value}
}

func (r *yamlReader) sequence(node *yaml.Node, pointer string, depth int) (any, error) {
	list := make([]any, 0, len(node.Content))
	for i, content := range node.Content {
		below := snapshot.Element(pointer, i)
		value, err := r.value(content, below, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
		r.extend(pointer, below)
	}
	return list, nil
}

func (r *yamlReader) mapping(node *yaml.Node, pointer string, depth int) (any, error) {
	object := make(map[string]any, len(node.Content)/2)
	return object, r.fill(object, node, pointer, depth)
}

// fill adds the keys of a mapping that an object does not have, and then those of what is
// merged into it. Of a key that stands twice the first counts.
func (r *yamlReader) fill(object map[string]any, node *yaml.Node, pointer string, depth int) error {
	var merged []*yaml.Node
	own := make(map[string]bool, len(node.Content)/2)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, content := node.Content[i], node.Content[i+1]
		if key.ShortTag() == "!!merge" {
			merged = append(merged, content)
			continue
		}
		at := r.scalarSpan(key, r.lines.Offset(key.Line, key.Column))
		if _, twice := object[key.Value]; twice || key.Kind != yaml.ScalarNode {
			if own[key.Value] {
				r.twice = append(r.twice, at)
			}
			continue
		}
		own[key.Value] = true
		below := snapshot.Child(pointer, key.Value)
		r.entries[below] = entry{key: at}
		value, err := r.value(content, below, depth+1)
		if err != nil {
			return err
		}
		object[key.Value] = value
		r.extend(pointer, below)
	}
	for _, content := range merged {
		if err := r.merge(object, content, pointer, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// merge adds what stands behind a merge key: a mapping, an alias of one, or a list of them.
func (r *yamlReader) merge(object map[string]any, content *yaml.Node, pointer string, depth int) error {
	if depth > deepest {
		return r.tooDeep(content)
	}
	switch content.Kind {
	case yaml.AliasNode:
		return r.follow(content, func(target *yaml.Node) error { return r.merge(object, target, pointer, depth+1) })
	case yaml.MappingNode:
		return r.fill(object, content, pointer, depth)
	case yaml.SequenceNode:
		for _, element := range content.Content {
			if err := r.merge(object, element, pointer, depth+1); err != nil {
				return err
			}
		}
		return nil
	default:
		return nil // nothing that can be merged
	}
}

// follow expands an alias, unless it is being expanded already.
func (r *yamlReader) follow(node *yaml.Node, do func(*yaml.Node) error) error {
	if slices.Contains(r.aliases, node.Alias) {
		return r.wrong(node, "holds an anchor within itself, which has no end")
	}
	r.aliases = append(r.aliases, node.Alias)
	defer func() { r.aliases = r.aliases[:len(r.aliases)-1] }()
	return do(node.Alias)
}

func (r *yamlReader) wrong(node *yaml.Node, message string) error {
	start := r.lines.Offset(node.Line, node.Column)
	return &fault{span{start, start}, message}
}

func (r *yamlReader) tooDeep(node *yaml.Node) error {
	return r.wrong(node, fmt.Sprintf("is nested more than %d levels deep", deepest))
}
