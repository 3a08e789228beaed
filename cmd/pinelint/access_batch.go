package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/collect"
)

// chunkSize is how much of a batch one worker takes at a time, in bytes.
const chunkSize = 64 << 10

// chunk is some lines of a batch, and then the answers to them.
type chunk struct {
	data   []byte
	lines  []batchLine
	out    bytes.Buffer
	broken int
	err    error
	done   chan struct{}
}

// batchLine is a part of a chunk's data.
type batchLine struct {
	number, start, end int
	long               bool
}

// batch answers each line of in with a line of out, in the same order. It holds only a few
// chunks for each job. Broken counts the lines that are no question.
func batch(ctx context.Context, in io.Reader, out io.Writer, jobs int) (broken int, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ordered, work := make(chan *chunk, 2*jobs), make(chan *chunk, 2*jobs)
	for range jobs {
		go func() {
			answerer := answerer{}
			for taken := range work {
				answerer.chunk(taken)
				close(taken.done)
			}
		}()
	}
	var readErr error
	go func() {
		defer close(work)
		defer close(ordered)
		readErr = readChunks(in, func(read *chunk) bool {
			return send(ctx, ordered, read) && send(ctx, work, read)
		})
	}()
	for next := range ordered {
		select {
		case <-next.done:
		case <-ctx.Done():
			return broken, ctx.Err()
		}
		if next.err != nil {
			return broken, next.err
		}
		if _, err := out.Write(next.out.Bytes()); err != nil {
			return broken, fmt.Errorf("write the answers: %w", err)
		}
		broken += next.broken
	}
	if err := ctx.Err(); err != nil {
		return broken, err
	}
	return broken, readErr
}

func send(ctx context.Context, to chan<- *chunk, read *chunk) bool {
	select {
	case to <- read:
		return true
	case <-ctx.Done():
		return false
	}
}

// readChunks parts a batch into chunks of whole lines. It does not wait for more where a
// program that writes line by line may wait for the answer.
func readChunks(in io.Reader, emit func(*chunk) bool) error {
	reader := bufio.NewReaderSize(in, chunkSize)
	for number := 1; ; {
		_, err := reader.Peek(1)
		read := &chunk{done: make(chan struct{}), data: make([]byte, 0, reader.Buffered()+chunkSize/8)}
		for err == nil && len(read.data) < chunkSize && (len(read.lines) == 0 || reader.Buffered() > 0) {
			err = read.line(reader, number)
			number++
		}
		if len(read.lines) > 0 && !emit(read) {
			return nil
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return usage("read the batch: %w", err)
		}
	}
}

// line takes the next line. The rest of one that is too long is not kept.
func (c *chunk) line(reader *bufio.Reader, number int) error {
	line := batchLine{number: number, start: len(c.data)}
	for {
		part, err := reader.ReadSlice('\n')
		if line.long = line.long || len(c.data)-line.start+len(part) > maxQuestion+1; !line.long {
			c.data = append(c.data, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		line.end = line.start + len(bytes.TrimRight(c.data[line.start:], "\r\n"))
		if line.long || len(bytes.TrimSpace(c.data[line.start:line.end])) > 0 {
			c.lines = append(c.lines, line)
		}
		return err
	}
}

// answerer answers one line after the other.
type answerer struct{ cache policyCache }

func (a *answerer) chunk(taken *chunk) {
	for _, line := range taken.lines {
		var asked question
		decided, err := a.line(taken.data[line.start:line.end], line.long, &asked)
		if err == nil {
			err = json.MarshalWrite(&taken.out, decided)
		} else {
			taken.broken++
			err = json.MarshalWrite(&taken.out, batchError{ID: asked.ID, Line: line.number, Error: collect.Redact(err.Error())})
		}
		if err != nil {
			taken.err = fmt.Errorf("write the answer to line %d: %w", line.number, err)
			return
		}
		taken.out.WriteByte('\n')
	}
	taken.data = nil
}

// batchError is the answer to a line that is no question.
type batchError struct {
	ID    jsontext.Value `json:"id,omitzero"`
	Line  int            `json:"line"`
	Error string         `json:"error"`
}

func (a *answerer) line(text []byte, long bool, asked *question) (*answer, error) {
	if long {
		return nil, fmt.Errorf("the line has more than the %d MB that are read", maxQuestion>>20)
	}
	if _, err := readQuestion(text, asked); err != nil {
		asked.ID = idOf(text, asked.ID)
		return nil, err
	}
	request, err := asked.request()
	if err != nil {
		return nil, err
	}
	policies, problems, err := asked.policies(a.cache.parse)
	if err != nil {
		return nil, err
	}
	return newAnswer(asked.ID, access.Decide(request, policies), problems, nowhere), nil
}

// idOf finds the id of a question with a mistake, wherever it stands.
func idOf(text []byte, found jsontext.Value) jsontext.Value {
	if found != nil {
		return found
	}
	var only struct {
		ID jsontext.Value `json:"id"`
	}
	if json.Unmarshal(text, &only, jsontext.AllowDuplicateNames(true)) != nil {
		return nil
	}
	return only.ID
}
