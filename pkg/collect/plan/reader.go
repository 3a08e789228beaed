package plan

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// reader reads JSON token by token and knows the line and column where it stands.
type reader struct {
	*jsontext.Decoder
	position position
	words    *words
	inner    *reader
}

// options: names are not checked for duplicates, which costs a tenth of the time, and
// text that lost its encoding on the way is still read.
func options() []jsontext.Options {
	return []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
}

func newReader(text io.Reader, words *words) *reader {
	r := &reader{words: words}
	r.position = position{from: text, consumed: func() int64 { return r.InputOffset() }, line: 1, column: 1}
	r.Decoder = jsontext.NewDecoder(&r.position, options()...)
	return r
}

// within reads a value that was set aside, until the next call.
func (r *reader) within(value []byte) *reader {
	if r.inner == nil {
		r.inner = &reader{Decoder: jsontext.NewDecoder(&bytes.Buffer{}), words: r.words}
	}
	r.inner.Reset(bytes.NewBuffer(value), options()...)
	return r.inner
}

// next is the place of the value that comes next.
func (r *reader) next() snapshot.Location {
	r.PeekKind()
	between := bytes.IndexFunc(r.UnreadBuffer(), func(c rune) bool { return !strings.ContainsRune(" \t\r\n,:", c) })
	r.position.advance(r.InputOffset() + int64(max(between, 0)))
	return snapshot.Location{StartLine: r.position.line, StartColumn: r.position.column}
}

// here is the place of the end of what was read.
func (r *reader) here() snapshot.Location {
	r.position.advance(r.InputOffset())
	return snapshot.Location{StartLine: r.position.line, StartColumn: r.position.column}
}

// failedAt is the place that an error names, or else where the reader stands.
func (r *reader) failedAt(err error) snapshot.Location {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		r.position.advance(syntax.ByteOffset)
		return snapshot.Location{StartLine: r.position.line, StartColumn: r.position.column}
	}
	return r.here()
}

// end completes a location with where the reader stands.
func (r *reader) end(at *snapshot.Location) {
	r.position.advance(r.InputOffset())
	at.EndLine, at.EndColumn = r.position.line, r.position.column
}

// object calls member for every name of an object; member must read the value. What is
// not an object is skipped.
func (r *reader) object(member func(name string) error) error {
	if r.PeekKind() != '{' {
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	for r.PeekKind() != '}' {
		raw, err := r.ReadValue()
		if err != nil {
			return err
		}
		name, err := r.words.text(raw)
		if err != nil {
			return err
		}
		if err := member(name); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// list calls element for every element of a list; element must read the value. What is
// not a list is skipped.
func (r *reader) list(element func() error) error {
	if r.PeekKind() != '[' {
		return r.SkipValue()
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	for r.PeekKind() != ']' {
		if err := element(); err != nil {
			return err
		}
	}
	_, err := r.ReadToken()
	return err
}

// string reads a string; what is not one is skipped and empty.
func (r *reader) string(into *string) error {
	if r.PeekKind() != '"' {
		return r.SkipValue()
	}
	raw, err := r.ReadValue()
	if err != nil {
		return err
	}
	*into, err = r.words.text(raw)
	return err
}

// truth reads true or false; what is neither is skipped and false.
func (r *reader) truth(into *bool) error {
	*into = r.PeekKind() == 't'
	return r.SkipValue()
}

// explain makes a clause of an error of the decoder.
func (r *reader) explain(err error) string {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "ends in the middle of the JSON"
	case errors.As(err, &syntax):
		return "is not JSON here (" + strings.TrimPrefix(syntax.Err.Error(), "jsontext: ") + ")"
	default:
		return "cannot be read (" + err.Error() + ")"
	}
}
