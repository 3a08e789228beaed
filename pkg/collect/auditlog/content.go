package auditlog

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

const (
	// maxEvent bounds one event, in bytes: no event that anybody wrote has a megabyte.
	maxEvent = 1 << 20
	// Text that expands more than so often, once it has some size, was made to expand.
	maxRatio   = 300
	smallBatch = 64 << 20
)

var (
	errBomb = fmt.Errorf("it expands more than %d times, as no log does: the rest is not read", maxRatio)
	errLong = fmt.Errorf("is longer than the %d MB that an event may have", maxEvent>>20)
)

// content makes a reader give the text of a batch, which may be compressed whatever its
// name says.
func content(from *transfer, text *bufio.Reader) error {
	raw := bufio.NewReaderSize(from, 32<<10)
	text.Reset(raw)
	magic, err := raw.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		expanded, err := gzip.NewReader(raw)
		if err != nil {
			return err
		}
		text.Reset(&guard{from: expanded, stored: from})
	}
	if mark, _ := text.Peek(3); bytes.Equal(mark, []byte("\xEF\xBB\xBF")) {
		_, _ = text.Discard(3) // they were just there
	}
	return nil
}

// guard stops text that expands without end.
type guard struct {
	from   io.Reader
	stored *transfer
	count  int64
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.from.Read(p)
	g.count += int64(n)
	if g.count > smallBatch && g.count > maxRatio*g.stored.count {
		return 0, errBomb
	}
	return n, err
}
