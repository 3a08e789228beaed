package terraform

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxNesting bounds the brackets that may be open at once, and maxOperators the unary
// operators in a row and the conditionals in one file: HCL's parser recurses for each,
// and a stack overflow cannot be caught.
const (
	maxNesting   = 500
	maxOperators = 20_000
)

// maxExpression is the length in bytes to which an unresolved expression is cut.
const maxExpression = 200

// source is one file that spans point into.
type source struct {
	path string
	data []byte

	once  sync.Once
	lines *collect.Text
}

// span is a range of bytes in a file; the zero span is nowhere.
type span struct {
	file       *source
	start, end int32
}

func (s span) known() bool { return s.file != nil }

// in makes a span of the range, which must be of this file.
func (s *source) in(r hcl.Range) span {
	return span{file: s, start: int32(r.Start.Byte), end: int32(r.End.Byte)}
}

// location is the span in lines and columns; nil for the zero span.
func (s span) location() *snapshot.Location {
	if !s.known() {
		return nil
	}
	s.file.once.Do(func() { s.file.lines = collect.NewText(s.file.path, s.file.data) })
	location := s.file.lines.Location(int(s.start), int(s.end))
	return &location
}

// text is the source text of the span on one line, redacted and cut.
func (s span) text() string {
	if !s.known() {
		return ""
	}
	start := min(max(int(s.start), 0), len(s.file.data))
	end := min(max(int(s.end), start), len(s.file.data))
	raw := string(s.file.data[start:end])
	text := collect.Redact(strings.Join(strings.Fields(strings.ToValidUTF8(raw, "\uFFFD")), " "))
	if len(text) > maxExpression {
		text = strings.ToValidUTF8(text[:maxExpression-len("…")], "") + "…"
	}
	return text
}

// checkNesting refuses what would make the parser recurse without end. It counts
// brackets in strings and comments too, which real files leave balanced.
func checkNesting(data []byte) error {
	if len(data) <= maxOperators && countBrackets(data) <= maxNesting {
		return nil // which is so for nearly every file, and quickly found
	}
	depth, unary, conditionals := 0, 0, 0
	for _, b := range data {
		switch b {
		case '{', '[', '(':
			depth++
		case '}', ']', ')':
			depth = max(depth-1, 0)
		case '?':
			conditionals++
		}
		switch b {
		case '!', '-':
			unary++
		case ' ', '\t', '\r', '\n':
		default:
			unary = 0
		}
		if depth > maxNesting {
			return fmt.Errorf("nests more than %d brackets", maxNesting)
		}
		if unary > maxOperators || conditionals > maxOperators {
			return fmt.Errorf("has more than %d conditionals or operators in a row", maxOperators)
		}
	}
	return nil
}

func countBrackets(data []byte) int {
	return bytes.Count(data, []byte("{")) + bytes.Count(data, []byte("[")) + bytes.Count(data, []byte("("))
}
