package collect

import (
	"sort"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Text turns byte offsets of one file into lines and columns. It is the only place that
// does: HCL counts grapheme clusters and YAML runes, while a [snapshot.Location] counts
// UTF-16 code units.
type Text struct {
	file  string
	data  []byte
	lines []int // the offset of each line's first byte
}

// NewText indexes the lines of data, which it keeps. A line ends with LF or CRLF, and
// with a lone CR, as editors and SARIF have it. A byte order mark takes no column.
func NewText(file string, data []byte) *Text {
	lines := []int{0}
	for i, b := range data {
		if b == '\n' || (b == '\r' && (i+1 == len(data) || data[i+1] != '\n')) {
			lines = append(lines, i+1)
		}
	}
	return &Text{file: file, data: data, lines: lines}
}

// Location is the place of the bytes from start up to and without end.
func (t *Text) Location(start, end int) snapshot.Location {
	startLine, startColumn := t.position(start)
	endLine, endColumn := t.position(max(start, end))
	return snapshot.Location{
		File:      t.file,
		StartLine: startLine, StartColumn: startColumn,
		EndLine: endLine, EndColumn: endColumn,
	}
}

// Offset is the byte offset of a line and of a column in runes, both from 1, as yaml.v3
// gives them. What lies outside the text is moved to its edge.
func (t *Text) Offset(line, runes int) int {
	if line < 1 || line > len(t.lines) {
		return len(t.data)
	}
	at := t.lines[line-1]
	if line == 1 && hasByteOrderMark(t.data) {
		at += 3
	}
	for ; runes > 1 && at < len(t.data) && t.data[at] != '\n'; runes-- {
		_, size := utf8.DecodeRune(t.data[at:])
		at += size
	}
	return at
}

func (t *Text) position(offset int) (line, column int32) {
	offset = min(max(offset, 0), len(t.data))
	index := sort.Search(len(t.lines), func(i int) bool { return t.lines[i] > offset }) - 1
	from := t.lines[index]
	if index == 0 && hasByteOrderMark(t.data) {
		from = min(3, offset)
	}
	units := int32(1)
	for at := from; at < offset; {
		r, size := utf8.DecodeRune(t.data[at:])
		if r > 0xFFFF {
			units++
		}
		units++
		at += size
	}
	return int32(index + 1), units
}

func hasByteOrderMark(data []byte) bool {
	return len(data) >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF
}
