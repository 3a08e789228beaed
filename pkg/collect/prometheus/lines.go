package prometheus

import (
	"bytes"
	"iter"
	"strings"
)

// mostTried bounds how often a line is compared with one of a template.
const mostTried = 1 << 20

// alignLines is [align] for a text that a template with loops and conditions was made into: a
// line of it is the next one that has its words, or else the nearest before.
func alignLines(raw []byte, value string) []int32 {
	lines := templateLines(raw)
	offsets := make([]int32, 0, len(value))
	next, tried, last := 0, 0, int32(0)
	for _, line := range strings.SplitAfter(value, "\n") {
		found := -1
		if strings.TrimSpace(line) != "" {
			for i := range order(next, len(lines)) {
				if tried++; tried > mostTried || lines[i].has(line) {
					found = i
					break
				}
			}
		}
		if found < 0 {
			for range len(line) {
				offsets = append(offsets, last)
			}
			continue
		}
		next = found + 1
		for _, at := range align(lines[found].text, line) {
			last = int32(lines[found].start) + at
			offsets = append(offsets, last)
		}
	}
	return offsets
}

// templateLine is a line of a template, and the words before its first interpolation.
type templateLine struct {
	start int
	text  []byte
	words string
}

// templateLines are those that are no directives alone.
func templateLines(raw []byte) []templateLine {
	var lines []templateLine
	start := 0
	for text := range bytes.Lines(raw) {
		trimmed := strings.TrimSpace(string(text))
		if trimmed != "" && !(strings.HasPrefix(trimmed, "%{") && braced(trimmed) == len(trimmed)) {
			words, _, _ := strings.Cut(trimmed, "${")
			lines = append(lines, templateLine{start: start, text: text, words: words})
		}
		start += len(text)
	}
	return lines
}

// has says whether a line of a text may be made of this one.
func (l templateLine) has(line string) bool {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, l.words) {
		return false
	}
	a := aligner{raw: l.text}
	for i := 0; i < len(line); {
		size := 1
		if !isBlank(line[i]) {
			if size = a.match(line[i:]); size == 0 {
				return false
			}
		}
		i += size
	}
	return true
}

// order is the next and all behind it, and then those before it, the nearest first.
func order(next, count int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := next; i < count; i++ {
			if !yield(i) {
				return
			}
		}
		for i := min(next, count) - 1; i >= 0; i-- {
			if !yield(i) {
				return
			}
		}
	}
}
