package access

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// maxDepth is how deep a document may nest. A policy nests six deep.
const maxDepth = 64

// ParseJSON is [Parse] for JSON text. The error names the line where it is no JSON. A key
// that comes twice in one object, which IAM refuses, is a problem, and its last value
// counts.
func ParseJSON(name string, data []byte) (*Policy, error) {
	reader := &jsonReader{decoder: json.NewDecoder(bytes.NewReader(data))}
	reader.decoder.UseNumber()
	document, err := reader.value("", 0)
	if err == nil {
		if _, err = reader.decoder.Token(); errors.Is(err, io.EOF) {
			err = nil
		} else if err == nil {
			err = errors.New("more follows after the end of the policy")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read policy %s: line %d: %w", name, reader.line(data, err), plain(err))
	}
	policy := Parse(name, document, nil)
	policy.Problems = append(policy.Problems, reader.problems...)
	return policy, nil
}

type jsonReader struct {
	decoder  *json.Decoder
	problems []Problem
}

func plain(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the policy ends in the middle")
	}
	return err
}

// line is where an error was found.
func (r *jsonReader) line(data []byte, err error) int {
	at := r.decoder.InputOffset()
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at = max(at, syntax.Offset-1)
	}
	return 1 + bytes.Count(data[:min(at, int64(len(data)))], []byte("\n"))
}

func (r *jsonReader) value(pointer string, depth int) (any, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := token.(json.Delim)
	switch {
	case !ok:
		return token, nil
	case depth == maxDepth:
		return nil, fmt.Errorf("it nests more than %d deep", maxDepth)
	case delim == '{':
		return r.object(pointer, depth+1)
	default:
		return r.list(pointer, depth+1)
	}
}

func (r *jsonReader) object(pointer string, depth int) (any, error) {
	object := map[string]any{}
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return nil, err
		}
		key, _ := token.(string)
		child := pointer + "/" + escape(key)
		if _, twice := object[key]; twice {
			r.problems = append(r.problems, Problem{child, fmt.Sprintf("key %q comes twice; the last one counts", key)})
		}
		if object[key], err = r.value(child, depth); err != nil {
			return nil, err
		}
	}
	_, err := r.decoder.Token()
	return object, err
}

func (r *jsonReader) list(pointer string, depth int) (any, error) {
	list := []any{}
	for r.decoder.More() {
		value, err := r.value(fmt.Sprintf("%s/%d", pointer, len(list)), depth)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := r.decoder.Token()
	return slices.Clip(list), err
}
