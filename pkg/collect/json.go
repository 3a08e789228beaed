package collect

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Span is where a value stands in a text, in byte offsets: an object's member from its
// key to the end of its value, a list's element alone, the root as a whole.
type Span struct {
	Pointer    string
	Start, End int
}

// JSONDocument is a JSON text with the place of everything in it.
type JSONDocument struct {
	// Value is the tree, numbers as json.Number. Of equal names the last one counts, as
	// with the platforms that read policies.
	Value any
	// Spans has every value, parents before children, in the order of the text.
	Spans []Span
	// Duplicates are the members whose name came before in the same object.
	Duplicates []Span
}

// JSONError is what is wrong with a JSON text, and where, as a byte offset.
type JSONError struct {
	Offset  int
	Message string
	// Whole says that the text begins with a value that ends before the offset.
	Whole bool
}

func (e *JSONError) Error() string { return e.Message }

// ParseJSON reads one JSON value into a tree with numbers as json.Number. The error, if
// any, is a *[JSONError].
func ParseJSON(data []byte) (any, error) {
	document, err := parseJSON(data, false)
	if err != nil {
		return nil, err
	}
	return document.Value, nil
}

// ParseJSONDocument is [ParseJSON] with the place of every value. Where there is an
// error, the document has what came before it.
func ParseJSONDocument(data []byte) (*JSONDocument, error) { return parseJSON(data, true) }

func parseJSON(data []byte, spans bool) (*JSONDocument, error) {
	skipped := 0
	if hasByteOrderMark(data) {
		skipped = 3
	}
	r := jsonReader{base: skipped, size: len(data), spans: spans}
	err := jsonv2.Unmarshal(data[skipped:], &r, jsontext.AllowDuplicateNames(true))
	switch {
	case r.failure != nil || err == nil:
	case r.decoder == nil:
		r.failure = &JSONError{Offset: r.size, Message: "is empty"}
	default: // what it read is whole
		r.failure = &JSONError{Offset: r.end, Message: "has more text after its end", Whole: true}
	}
	if r.failure != nil {
		return &r.document, r.failure
	}
	return &r.document, nil
}

type jsonReader struct {
	decoder  *jsontext.Decoder
	base     int
	size     int
	spans    bool
	document JSONDocument
	end      int
	failure  *JSONError
}

// UnmarshalJSONFrom reads the whole text. It spares making a decoder for each.
func (r *jsonReader) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	r.decoder = decoder
	value, err := r.value("", -1, 0)
	r.document.Value, r.end = value, r.offset()
	if err != nil {
		r.failure = r.explain(err)
	}
	return err
}

var errNesting = errors.New("is nested more than 200 levels deep")

// value reads one value. The span of a member starts at its key, at from; an element
// and the root have a negative one.
func (r *jsonReader) value(pointer string, from, depth int) (any, error) {
	switch kind := r.decoder.PeekKind(); kind {
	case '{', '[':
		if depth >= maxNesting {
			return nil, errNesting
		}
		if _, err := r.decoder.ReadToken(); err != nil {
			return nil, err
		}
		at := r.open(pointer, from)
		var value any
		var err error
		if kind == '{' {
			value, err = r.object(pointer, depth+1)
		} else {
			value, err = r.list(pointer, depth+1)
		}
		r.close(at)
		return value, err
	default:
		raw, err := r.decoder.ReadValue()
		if err != nil {
			return nil, err
		}
		if from < 0 {
			from = r.offset() - len(raw)
		}
		if r.spans {
			r.document.Spans = append(r.document.Spans, Span{pointer, from, r.offset()})
		}
		return scalar(raw)
	}
}

func (r *jsonReader) object(pointer string, depth int) (any, error) {
	object := map[string]any{}
	for r.decoder.PeekKind() != '}' {
		raw, err := r.decoder.ReadValue()
		if err != nil {
			return object, err
		}
		start := r.offset() - len(raw)
		key, err := unquote(raw)
		if err != nil {
			return object, err
		}
		child := ""
		if r.spans {
			child = snapshot.Child(pointer, key)
		}
		_, twice := object[key]
		value, err := r.value(child, start, depth)
		if twice {
			r.document.Duplicates = append(r.document.Duplicates, Span{child, start, start + len(raw)})
		}
		object[key] = value
		if err != nil {
			return object, err
		}
	}
	_, err := r.decoder.ReadToken()
	return object, err
}

func (r *jsonReader) list(pointer string, depth int) (any, error) {
	list := []any{}
	for r.decoder.PeekKind() != ']' {
		child := ""
		if r.spans {
			child = snapshot.Element(pointer, len(list))
		}
		value, err := r.value(child, -1, depth)
		list = append(list, value)
		if err != nil {
			return list, err
		}
	}
	_, err := r.decoder.ReadToken()
	return list, err
}

func (r *jsonReader) open(pointer string, from int) int {
	if !r.spans {
		return 0
	}
	if from < 0 {
		from = r.offset() - 1
	}
	r.document.Spans = append(r.document.Spans, Span{pointer, from, from})
	return len(r.document.Spans) - 1
}

func (r *jsonReader) close(at int) {
	if r.spans {
		r.document.Spans[at].End = r.offset()
	}
}

func (r *jsonReader) offset() int { return int(r.decoder.InputOffset()) + r.base }

// explain makes one clause of what the decoder says, without the text that it found,
// which may hold a secret.
func (r *jsonReader) explain(err error) *JSONError {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &JSONError{Offset: r.size, Message: "ends in the middle of a value"}
	case errors.As(err, &syntax):
		return &JSONError{Offset: int(syntax.ByteOffset) + r.base, Message: syntaxMessage(syntax.Err)}
	default:
		return &JSONError{Offset: r.offset(), Message: err.Error()}
	}
}

// syntaxMessage says what is wrong with JSON, as the decoder has it.
func syntaxMessage(err error) string {
	message := strings.TrimPrefix(err.Error(), "jsontext: ")
	return fmt.Sprintf("is not JSON: %s", Redact(message))
}

func scalar(raw jsontext.Value) (any, error) {
	switch raw.Kind() {
	case '"':
		return unquote(raw)
	case '0':
		return json.Number(raw), nil
	case 't', 'f':
		return raw.Kind() == 't', nil
	default:
		return nil, nil
	}
}

// unquote is the text of a string that the decoder has checked.
func unquote(raw jsontext.Value) (string, error) {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), nil
	}
	text, err := jsontext.AppendUnquote(nil, raw)
	return string(text), err
}

// Locations are the places of everything in the document, by its pointer below prefix.
func (d *JSONDocument) Locations(text *Text, prefix string) snapshot.Locations {
	locations := make(snapshot.Locations, 0, len(d.Spans))
	for _, span := range d.Spans {
		position := snapshot.Position{Location: text.Location(span.Start, span.End)}
		locations = append(locations, snapshot.Placed{Pointer: prefix + span.Pointer, Position: position})
	}
	return sortLocations(locations)
}
