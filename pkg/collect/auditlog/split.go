package auditlog

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// part is one event as it stands in a batch, or why there is none.
type part struct {
	line int
	data []byte
	// bad is why there is no event, a clause.
	bad string
}

// split gives the events of a batch one by one; what it gives is overwritten by the next.
// Pinecone documents "a JSON blob" and not its form: lines of JSON, an array, one event, or
// several one after another. Of lines, one that is broken costs no other. The error is why
// the rest was not read.
func split(text *bufio.Reader, take func(part)) error {
	start, err := text.Peek(firstLook)
	if err != nil && !errors.Is(err, io.EOF) && len(start) == 0 {
		return err
	}
	if areLines(start) {
		return splitLines(text, take)
	}
	return splitDocument(text, take)
}

// firstLook is how much of a batch tells its form.
const firstLook = 64 << 10

// areLines says whether some line is an object for itself, and no array begins the text.
func areLines(start []byte) bool {
	if trimmed := bytes.TrimLeft(start, " \t\r\n"); len(trimmed) == 0 || trimmed[0] == '[' {
		return false
	}
	for line := range bytes.Lines(start) {
		if line = bytes.TrimSpace(line); len(line) > 2 && line[0] == '{' && jsontext.Value(line).IsValid() {
			return true
		}
	}
	return false
}

func splitLines(text *bufio.Reader, take func(part)) error {
	for number := 1; ; number++ {
		line, err := text.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = text.ReadSlice('\n')
		}
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return err
		}
		line = bytes.TrimSpace(line)
		switch {
		case long:
			take(part{line: number, bad: errLong.Error()})
		case len(line) > 0:
			take(part{line: number, data: line})
		}
		if last {
			return nil
		}
	}
}

func splitDocument(text *bufio.Reader, take func(part)) error {
	source := &counted{from: text}
	decoder := jsontext.NewDecoder(source)
	for {
		source.from0 = source.read
		kind := decoder.PeekKind()
		if kind == '[' && decoder.StackDepth() == 0 || kind == ']' {
			if _, err := decoder.ReadToken(); err != nil {
				return notJSON(decoder, source, err, take)
			}
			continue
		}
		value, err := decoder.ReadValue()
		if errors.Is(err, io.EOF) && decoder.StackDepth() == 0 {
			return nil
		}
		if err != nil {
			return notJSON(decoder, source, err, take)
		}
		line := source.line(decoder.InputOffset() - int64(len(value)))
		if kind == '{' {
			take(part{line: line, data: value})
			continue
		}
		take(part{line: line, bad: "is no object"})
	}
}

var errSyntax = errors.New("it is not JSON")

// notJSON says where a document stops being one. What the source of the text said counts
// before what the decoder makes of it.
func notJSON(decoder *jsontext.Decoder, source *counted, err error, take func(part)) error {
	offset := decoder.InputOffset()
	switch syntax, ok := errors.AsType[*jsontext.SyntacticError](err); {
	case source.failed != nil && errors.Is(source.failed, errLong):
		take(part{line: source.line(offset), bad: errLong.Error()})
		return source.failed
	case source.failed != nil:
		return source.failed
	case ok:
		offset = syntax.ByteOffset
	}
	take(part{line: source.line(offset), bad: "is not JSON"})
	return errSyntax
}

// counted counts lines, and lets no value be longer than an event may be.
type counted struct {
	from io.Reader
	// read is how much was read, from0 where the decoder began its last value.
	read, from0 int64
	// lines are passed; ends are where the lines end that were read and not passed.
	lines  int
	ends   []int64
	failed error
}

func (c *counted) Read(p []byte) (int, error) {
	if c.read-c.from0 > maxEvent {
		c.failed = errLong
		return 0, c.failed
	}
	n, err := c.from.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.ends = append(c.ends, c.read+int64(i))
		}
	}
	c.read += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.failed = err
	}
	return n, err
}

// line is that of an offset; offsets come in order.
func (c *counted) line(offset int64) int {
	passed := 0
	for passed < len(c.ends) && c.ends[passed] < offset {
		passed++
	}
	c.lines += passed
	c.ends = c.ends[:copy(c.ends, c.ends[passed:])]
	return c.lines + 1
}
