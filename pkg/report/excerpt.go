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
	line := t.source(at.File).line(at)
	if line == nil {
		return
	}
	from, to := line.span(at)
	number := fmt.Sprintf("%4d | ", at.StartLine)
	drawn, column, length := draw(line.shown, from, to, t.width-2-len(number))
	t.line(2, span{faint, number}, span{normal, drawn})
	t.line(2, span{faint, "     | "}, span{normal, strings.Repeat(" ", column)},
		span{red, strings.Repeat("^", length)})
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
