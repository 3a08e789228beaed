package collect

import (
	"bytes"
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
	// units and runes have, for a text with long lines, the columns and the characters before
	// each block of it, so that a document of one line does not take the square of its length.
	units, runes []int32
}

const (
	longLine = 4 << 10
	block    = 1 << 10
)

// NewText indexes the lines of data, which it keeps. A line ends with LF or CRLF, and
// with a lone CR, as editors and SARIF have it. A byte order mark takes no column.
func NewText(file string, data []byte) *Text {
	lines := []int{0}
	for i, b := range data {
		if b == '\n' || (b == '\r' && (i+1 == len(data) || data[i+1] != '\n')) {
			lines = append(lines, i+1)
		}
	}
	text := &Text{file: file, data: data, lines: lines}
	for i, from := range lines {
		end := len(data)
		if i+1 < len(lines) {
			end = lines[i+1]
		}
		if end-from > longLine {
			text.units, text.runes = countBlocks(data, countUnits), countBlocks(data, countRunes)
			break
		}
	}
	return text
}

func countBlocks(data []byte, count func([]byte) int32) []int32 {
	counts := make([]int32, 1, len(data)/block+1)
	for at := block; at <= len(data); at += block {
		counts = append(counts, counts[len(counts)-1]+count(data[at-block:at]))
	}
	return counts
}

// countUnits counts UTF-16 code units: one for each character, two for one beyond the
// basic plane, which UTF-8 begins with 0xF0 or more.
func countUnits(data []byte) int32 {
	count := int32(0)
	for _, b := range data {
		if b&0xC0 != 0x80 {
			count++
		}
		if b >= 0xF0 {
			count++
		}
	}
	return count
}

// countRunes counts characters, each of which begins with a byte that continues none.
func countRunes(data []byte) int32 {
	count := int32(0)
	for _, b := range data {
		if b&0xC0 != 0x80 {
			count++
		}
	}
	return count
}

func (t *Text) unitsBefore(offset int) int32 {
	from := offset / block
	return t.units[from] + countUnits(t.data[from*block:offset])
}

// Find is where a part first stands from an offset on, in so many lines.
func (t *Text) Find(part string, from, lines int) (at int, ok bool) {
	for line := range bytes.Lines(t.data[from:]) {
		if lines--; lines < 0 {
			break
		}
		if found := bytes.Index(line, []byte(part)); found >= 0 {
			return from + found, true
		}
		from += len(line)
	}
	return 0, false
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
	at, runes = t.skipBlocks(at, line, runes)
	for ; runes > 1 && at < len(t.data) && t.data[at] != '\n'; runes-- {
		_, size := utf8.DecodeRune(t.data[at:])
		at += size
	}
	return at
}

// skipBlocks goes from an offset over whole blocks towards a rune of the same line, and says
// how many runes are left to count.
func (t *Text) skipBlocks(at, line, runes int) (next, left int) {
	if t.runes == nil || runes <= block {
		return at, runes
	}
	wanted := t.runes[at/block] + countRunes(t.data[at/block*block:at]) + int32(runes) - 1
	found := sort.Search(len(t.runes), func(i int) bool { return t.runes[i] > wanted }) - 1
	next = found * block
	for next < len(t.data) && !utf8.RuneStart(t.data[next]) {
		next++
	}
	if next <= at || (line < len(t.lines) && next >= t.lines[line]) {
		return at, runes
	}
	return next, int(wanted-t.runes[found]) + 1
}

// Span is the inverse of [Text.Location]: the bytes from start up to and without end. It
// is false where the text has no such place.
func (t *Text) Span(at snapshot.Location) (start, end int, ok bool) {
	start, found := t.offset(at.StartLine, at.StartColumn)
	end, alsoFound := t.offset(at.EndLine, at.EndColumn)
	return start, end, found && alsoFound && start <= end
}

// offset is the byte at a line and a column in UTF-16 code units.
func (t *Text) offset(line, column int32) (int, bool) {
	if line < 1 || column < 1 || int(line) > len(t.lines) {
		return 0, false
	}
	at := t.lines[line-1]
	if line == 1 && hasByteOrderMark(t.data) {
		at += 3
	}
	for left := column - 1; left > 0; {
		if at >= len(t.data) || t.data[at] == '\n' {
			return 0, false
		}
		_, size := utf8.DecodeRune(t.data[at:])
		left -= countUnits(t.data[at : at+size])
		at += size
	}
	return at, true
}

func (t *Text) position(offset int) (line, column int32) {
	offset = min(max(offset, 0), len(t.data))
	index := sort.Search(len(t.lines), func(i int) bool { return t.lines[i] > offset }) - 1
	from := t.lines[index]
	if index == 0 && hasByteOrderMark(t.data) {
		from = min(3, offset)
	}
	if t.units != nil {
		return int32(index + 1), t.unitsBefore(offset) - t.unitsBefore(from) + 1
	}
	return int32(index + 1), countUnits(t.data[from:offset]) + 1
}

func hasByteOrderMark(data []byte) bool {
	return len(data) >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF
}
