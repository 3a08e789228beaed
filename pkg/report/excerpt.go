package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	tabWidth = 4
	ellipsis = "..."
)

// source is a file's lines, as they are and as they may be shown.
type source struct{ lines, shown []string }

// source reads a file once. A file that cannot be read, and one with a secret of more
// than one line (whose parts redaction would not know), shows nothing.
func (t *text) source(file string) *source {
	if known, ok := t.sources[file]; ok {
		return known
	}
	read := &source{}
	t.sources[file] = read
	if t.options.Source == nil || t.options.Redact == nil {
		return read
	}
	data, err := t.options.Source(file)
	if err != nil {
		return read
	}
	content := strings.TrimPrefix(string(data), "\uFEFF")
	lines, shown := splitLines(content), splitLines(t.options.Redact(content))
	if len(lines) == len(shown) {
		read.lines, read.shown = lines, shown
	}
	return read
}

// splitLines ends a line at LF, CRLF and a lone CR, as locations count them.
func splitLines(content string) []string {
	content = strings.ReplaceAll(content, "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(content, "\r", "\n"), "\n")
}

// Excerpt writes the line that a location starts on with its range underlined, as text
// does. Of the options, Color, Width, Source and Redact count.
func Excerpt(w io.Writer, at *finding.Location, options Options) error {
	t := &text{options: options, width: max(minWidth, cmp.Or(options.Width, defaultWidth)), sources: map[string]*source{}}
	t.excerpt(at)
	_, err := w.Write(t.out.Bytes())
	return err
}

// excerpt prints the line that a location starts on, with its range underlined.
func (t *text) excerpt(at *finding.Location) {
	lines := t.source(at.File)
	if at.StartLine < 1 || at.StartLine > len(lines.lines) {
		return
	}
	line, shown := lines.lines[at.StartLine-1], lines.shown[at.StartLine-1]
	from, to := byteRange(line, at)
	if line != shown {
		from, to = moved(from, line, shown), moved(to, line, shown)
	}
	number := fmt.Sprintf("%4d | ", at.StartLine)
	drawn, column, length := draw(shown, from, to, t.width-2-len(number))
	t.line(2, span{faint, number}, span{normal, drawn})
	t.line(2, span{faint, "     | "}, span{normal, strings.Repeat(" ", column)},
		span{red, strings.Repeat("^", length)})
}

// byteRange is where a range starts and ends in the bytes of its first line. Without
// columns it is the line without the blanks around it.
func byteRange(line string, at *finding.Location) (from, to int) {
	end := len(strings.TrimRight(line, " \t"))
	if at.StartColumn < 1 {
		return min(end, len(line)-len(strings.TrimLeft(line, " \t"))), end
	}
	from, to = byteOffset(line, at.StartColumn), end
	if at.EndLine == at.StartLine {
		to = byteOffset(line, at.EndColumn)
	}
	return from, max(from, to)
}

// byteOffset turns a column, in UTF-16 code units from 1, into bytes from 0.
func byteOffset(line string, column int) int {
	at := 0
	for unit := 1; unit < column && at < len(line); {
		r, size := utf8.DecodeRuneInString(line[at:])
		if r > 0xFFFF {
			unit++
		}
		unit++
		at += size
	}
	return at
}

// moved takes an offset from a line to its redacted form: what is before and after the
// redacted part keeps its place, what is inside goes to its edge.
func moved(offset int, line, shown string) int {
	shorter := min(len(line), len(shown))
	same := 0
	for same < shorter && line[same] == shown[same] {
		same++
	}
	if offset <= same {
		return offset
	}
	tail := 0
	for tail < shorter-same && line[len(line)-1-tail] == shown[len(shown)-1-tail] {
		tail++
	}
	return max(len(shown)-tail, len(shown)-(len(line)-offset))
}

// cell is a grapheme cluster as it is drawn.
type cell struct {
	text string
	// at is its byte in the line; column and width are where it is on the screen.
	at, column, width int
}

// cells lays a line out, tabs as blanks and what is not printable as its escape. It
// gives the width of the whole as well.
func cells(line string) (drawn []cell, total int) {
	for rest, state := line, -1; rest != ""; {
		c := cell{at: len(line) - len(rest), column: total}
		c.text, rest, c.width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if c.text == "\t" {
			c.width = tabWidth - total%tabWidth
			c.text = strings.Repeat(" ", c.width)
		} else if escaped := printable(c.text); escaped != c.text {
			c.text, c.width = escaped, uniseg.StringWidth(escaped)
		}
		drawn = append(drawn, c)
		total += c.width
	}
	return drawn, total
}

// draw lays a line out in at most width columns, cut so that the start of the range is
// seen. It gives the text, and the column and length of the range in it.
func draw(line string, from, to, width int) (text string, column, length int) {
	line, from, to = near(line, from, to, 8*width)
	drawn, total := cells(line)
	columnOf := func(offset int) int {
		for _, c := range drawn {
			if c.at >= offset {
				return c.column
			}
		}
		return total
	}
	start, end := columnOf(from), columnOf(to)
	first, last := 0, total
	if total > width {
		first, last = window(start, end, total, width)
	}
	var before, after string
	if first > 0 {
		before = ellipsis
	}
	if last < total {
		after = ellipsis
	}
	shown := slices.DeleteFunc(drawn, func(c cell) bool { return c.column < first || c.column+c.width > last })
	if len(shown) > 0 {
		first = shown[0].column
	}
	for _, c := range shown {
		text += c.text
	}
	return before + text + after, len(before) + max(0, start-first), max(1, min(end, last)-start)
}

// near is what of a long line has to be looked at: the bytes about the start of the range,
// from one character to another.
func near(line string, from, to, reach int) (part string, start, end int) {
	first, last := max(0, from-reach), min(len(line), from+reach)
	for first > 0 && !utf8.RuneStart(line[first]) {
		first--
	}
	for last < len(line) && !utf8.RuneStart(line[last]) {
		last++
	}
	return line[first:last], from - first, min(to, last) - first
}

// window chooses which columns of a long line are shown, room for the marks of both
// cuts taken off.
func window(start, end, total, width int) (first, last int) {
	room := width - 2*len(ellipsis)
	first = start - min(room/4, max(0, (room-(end-start))/2))
	if first <= len(ellipsis) {
		return 0, width - len(ellipsis)
	}
	if first+room+len(ellipsis) >= total {
		return total - width + len(ellipsis), total
	}
	return first, first + room
}
