package fix

import (
	"encoding/json"
	"errors"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/finding"
)

// yamlFormat edits scalars and mappings of YAML in block style.
type yamlFormat struct{ file *file }

func (y yamlFormat) edits(wanted request) ([]edit, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(y.file.data, &root); err != nil || len(root.Content) != 1 {
		return nil, errors.New("the text around it is not one YAML document")
	}
	if wanted.operation.Op != finding.Set {
		return nil, errShape
	}
	node := y.locate(root.Content[0], wanted.at.start, len(wanted.below) > 0)
	if node == nil {
		return nil, errMoved
	}
	below := wanted.below
	for len(below) > 0 {
		next := member(node, below[0])
		if next == nil {
			break
		}
		node, below = next, below[1:]
	}
	switch {
	case len(below) == 0:
		return y.replace(node, wanted.operation.Value)
	case len(below) == 1:
		return y.addKey(node, below[0], wanted.operation.Value)
	}
	return nil, errShape
}

// locate finds the value at a place, which begins at the value or at its key. A mapping
// begins where its first key does: inner says that something below the value is wanted.
func (y yamlFormat) locate(node *yaml.Node, at int, inner bool) *yaml.Node {
	fits := func(found *yaml.Node) bool { return !inner || found.Kind == yaml.MappingNode }
	if node.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(node.Content); i += 2 {
			if y.offset(node.Content[i]) == at && fits(node.Content[i+1]) {
				return node.Content[i+1]
			}
		}
	}
	for _, part := range node.Content {
		if found := y.locate(part, at, inner); found != nil {
			return found
		}
	}
	if y.offset(node) == at && fits(node) {
		return node
	}
	return nil
}

func member(node *yaml.Node, key string) *yaml.Node {
	if node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}

func (y yamlFormat) offset(node *yaml.Node) int { return y.file.text.Offset(node.Line, node.Column) }

func (y yamlFormat) replace(node *yaml.Node, value any) ([]edit, error) {
	at, ok := y.scalar(node)
	text, alsoOK := yamlScalar(value)
	if !ok || !alsoOK {
		return nil, errShape
	}
	return []edit{{span: at, text: text}}, nil
}

// maxScalar bounds the line that is searched for the end of a scalar.
const maxScalar = 500

// scalar is the place of a scalar that is written on one line and means what it says.
func (y yamlFormat) scalar(node *yaml.Node) (span, bool) {
	const long = yaml.LiteralStyle | yaml.FoldedStyle | yaml.TaggedStyle
	if node.Kind != yaml.ScalarNode || node.Anchor != "" || node.Style&long != 0 {
		return span{}, false
	}
	start := y.offset(node)
	line := string(y.file.data[start:lineStop(y.file.data, start)])
	if len(line) > maxScalar {
		return span{}, false
	}
	for length := len(line); length > 0; length-- {
		if means(line[:length], node) {
			return span{start, start + length}, true
		}
	}
	return span{}, false
}

// means says whether a text is a scalar, and nothing else, and that it is this one.
func means(text string, node *yaml.Node) bool {
	var again yaml.Node
	if strings.TrimSpace(text) != text || yaml.Unmarshal([]byte(text), &again) != nil || len(again.Content) != 1 {
		return false
	}
	read := again.Content[0]
	return read.Kind == yaml.ScalarNode && read.Value == node.Value && read.Tag == node.Tag && read.LineComment == ""
}

// addKey writes a key behind the last one whose value is on its line, or before the first.
func (y yamlFormat) addKey(node *yaml.Node, key string, value any) ([]edit, error) {
	text, ok := yamlScalar(value)
	name, alsoOK := yamlScalar(key)
	if !ok || !alsoOK || node.Kind != yaml.MappingNode || node.Style&yaml.FlowStyle != 0 || len(node.Content) == 0 {
		return nil, errShape
	}
	first := y.offset(node.Content[0])
	blanks := strings.Repeat(" ", node.Content[0].Column-1)
	for i := len(node.Content) - 2; i >= 0; i -= 2 {
		if at, ok := y.scalar(node.Content[i+1]); ok {
			stop := lineStop(y.file.data, at.end)
			return []edit{{span: span{stop, stop}, text: "\n" + blanks + name + ": " + text}}, nil
		}
	}
	return []edit{{span: span{first, first}, text: name + ": " + text + "\n" + blanks}}, nil
}

func yamlScalar(value any) (string, bool) {
	switch value := value.(type) {
	case json.Number:
		return value.String(), true
	case string, bool:
		out, err := yaml.Marshal(value)
		text := strings.TrimSuffix(string(out), "\n")
		return text, err == nil && !strings.Contains(text, "\n")
	}
	return "", false
}
