package report

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/finding"
)

// source is a file's lines.
type source struct{ lines []sourceLine }

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
		read.lines = make([]sourceLine, len(lines))
		for i := range lines {
			read.lines[i] = sourceLine{text: lines[i], shown: lines[i]}
			if shown[i] != lines[i] {
				read.lines[i].shown = shown[i]
			}
		}
	}
	return read
}

// line gives the line that a location starts on, or nil.
func (s *source) line(at *finding.Location) *sourceLine {
	if at.StartLine < 1 || at.StartLine > len(s.lines) {
		return nil
	}
	return &s.lines[at.StartLine-1]
}

// splitLines ends a line at LF, CRLF and a lone CR, as locations count them.
func splitLines(content string) []string {
	content = strings.ReplaceAll(content, "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(content, "\r", "\n"), "\n")
}

// stride is how many columns of a line are counted at the most to find one.
const stride = 1024

// sourceLine is a line as it is and as it may be shown. A plan is one line of megabytes with
// thousands of findings, so what takes going through a whole line is done once.
type sourceLine struct {
	text, shown string // the same one where they are equal, which is then told at once
	// stops are the bytes that columns start at, one for every stride of them or more.
	stops []stop
	// edges are how both begin and end, nil until it was asked for.
	edges *edges
}

// stop is a column, in UTF-16 code units from 1, and the byte that it starts at.
type stop struct{ column, at int }

// edges are how many bytes two strings have in common at their start, and behind that at
// their end.
type edges struct{ start, end int }

// span is where a range starts and ends in the bytes of the line that is shown. Without
// columns it is the line without the blanks around it.
func (l *sourceLine) span(at *finding.Location) (from, to int) {
	to = len(strings.TrimRight(l.text, " \t"))
	if at.StartColumn < 1 {
		from = min(to, len(l.text)-len(strings.TrimLeft(l.text, " \t")))
	} else {
		from = l.offset(at.StartColumn)
		if at.EndLine == at.StartLine {
			to = l.offset(at.EndColumn)
		}
		to = max(from, to)
	}
	if l.text != l.shown {
		from, to = l.moved(from), l.moved(to)
	}
	return from, to
}

// offset turns a column into bytes from 0.
func (l *sourceLine) offset(column int) int {
	if l.stops == nil {
		l.stops = stopsOf(l.text)
	}
	after := sort.Search(len(l.stops), func(i int) bool { return l.stops[i].column > column })
	return l.stops[max(0, after-1)].next(l.text, column).at
}

func stopsOf(text string) []stop {
	stops := []stop{{column: 1}}
	for {
		last := stops[len(stops)-1]
		next := last.next(text, last.column+stride)
		if next.at == len(text) {
			return stops
		}
		stops = append(stops, next)
	}
}

// next goes on to a column, or to the end of the text.
func (s stop) next(text string, column int) stop {
	for s.column < column && s.at < len(text) {
		r, size := utf8.DecodeRuneInString(text[s.at:])
		if r > 0xFFFF {
			s.column++
		}
		s.column++
		s.at += size
	}
	return s
}

// moved takes an offset to the redacted form of the line: what is before and after the
// redacted part keeps its place, what is inside goes to its edge.
func (l *sourceLine) moved(offset int) int {
	if l.edges == nil {
		l.edges = compare(l.text, l.shown)
	}
	if offset <= l.edges.start {
		return offset
	}
	return max(len(l.shown)-l.edges.end, len(l.shown)-(len(l.text)-offset))
}

func compare(a, b string) *edges {
	var found edges
	shorter := min(len(a), len(b))
	for found.start < shorter && a[found.start] == b[found.start] {
		found.start++
	}
	for found.end < shorter-found.start && a[len(a)-1-found.end] == b[len(b)-1-found.end] {
		found.end++
	}
	return &found
}
