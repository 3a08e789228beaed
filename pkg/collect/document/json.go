package document

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func isJSON(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data, "\xEF\xBB\xBF \t\r\n"), []byte("{"))
}

// mayBeYAML says whether what begins as JSON and is none may be YAML's flow style, which has
// words without quotes.
func mayBeYAML(data []byte) bool {
	start := bytes.TrimLeft(data, "\xEF\xBB\xBF \t\r\n{")
	return len(start) > 0 && start[0] != '"'
}

func parseJSON(file string, data []byte, text *collect.Text) ([]*Document, error) {
	parsed, err := collect.ParseJSONDocument(data)
	if err != nil {
		at := len(data)
		if wrong, ok := errors.AsType[*collect.JSONError](err); ok {
			at = wrong.Offset
		}
		return nil, &SyntaxError{At: text.Location(at, at), Message: err.Error()}
	}
	spans := make(map[string]collect.Span, len(parsed.Spans))
	for _, span := range parsed.Spans {
		spans[span.Pointer] = span
	}
	out := &Document{File: file, text: text, Root: jsonNode(data, parsed.Value, "", spans)}
	for _, span := range parsed.Duplicates {
		out.Twice = append(out.Twice, text.Location(span.Start, span.End))
	}
	return []*Document{out}, nil
}

// jsonNode makes a node of a value. Of a member it stands where the member does, since the
// parser tells no other place.
func jsonNode(data []byte, value any, pointer string, spans map[string]collect.Span) *Node {
	at := spans[pointer]
	n := &Node{start: at.Start, end: at.End}
	switch value := value.(type) {
	case map[string]any:
		n.Kind = Map
		for name, child := range value {
			below := snapshot.Child(pointer, name)
			start := spans[below].Start
			n.Entries = append(n.Entries, Entry{
				Name: name, Value: jsonNode(data, child, below, spans),
				start: start, keyEnd: start + quotedLength(data[start:], '"'),
			})
		}
		slices.SortFunc(n.Entries, func(a, b Entry) int { return a.start - b.start })
	case []any:
		n.Kind = List
		for i, child := range value {
			n.Items = append(n.Items, jsonNode(data, child, snapshot.Element(pointer, i), spans))
		}
	default:
		n.Scalar = value
	}
	return n
}

// IsText says whether a file's name is one that YAML and JSON have, or one of the others
// that are given.
func IsText(name string, others ...string) bool {
	switch extension := strings.ToLower(path.Ext(name)); extension {
	case ".yaml", ".yml", ".json":
		return true
	default:
		return slices.Contains(others, extension)
	}
}
