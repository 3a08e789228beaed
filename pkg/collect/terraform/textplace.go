package terraform

import (
	"strings"
	"unicode/utf8"
)

// offset says that from this byte of a value on, the source has the same text at that
// byte.
type offset struct{ value, source int }

// span is the place in the source of a range of the text; nowhere where the text was not
// written in a file.
func (d *decoder) span(start, end int) span {
	first, last := d.at(start), d.at(max(start, end-1))
	if first == nil || last == nil || !first.at.known() || !last.at.known() || first.at.file != last.at.file {
		return span{}
	}
	from, to := int(first.at.start), int(last.at.end)
	if first.node == nil {
		from = first.source(start-first.start, d.quoted)
	}
	if last.node == nil {
		to = last.source(end-1-last.start, d.quoted) + 1
	}
	return span{file: first.at.file, start: int32(from), end: int32(max(from, to))}
}

// at is the piece that a byte of the text is in.
func (d *decoder) at(position int) *laid {
	for i := range d.pieces {
		if position < d.pieces[i].end {
			return &d.pieces[i]
		}
	}
	return nil
}

// references are those of all pieces that a range of the text was made from.
func (d *decoder) references(start, end int) []string {
	var touched []piece
	for _, p := range d.pieces {
		if p.node != nil && p.start < end && start < p.end {
			touched = append(touched, p.piece)
		}
	}
	if touched == nil {
		return nil
	}
	return referencesOf(touched)
}

// source is the byte in the file of a byte in the piece.
func (p *laid) source(position int, quoted bool) int {
	if p.breaks == nil {
		raw := p.at.file.data[p.at.start:min(int(p.at.end), len(p.at.file.data))]
		p.breaks = align(p.text, string(raw), quoted)
	}
	found := offset{}
	for _, b := range p.breaks {
		if b.value > position {
			break
		}
		found = b
	}
	return min(int(p.at.start)+found.source+position-found.value, max(int(p.at.start), int(p.at.end)-1))
}

// align finds where each part of a literal's value stands in its source, which may have
// escapes, and in an indented heredoc blanks before each line that the value has not.
func align(value, raw string, quoted bool) []offset {
	breaks := []offset{{}}
	v, s := 0, 0
	for v < len(value) && s < len(raw) {
		size, taken := 1, 1
		switch {
		case quoted && raw[s] == '\\' && s+1 < len(raw):
			size, taken = escape(value[v:], raw[s:])
		case strings.HasPrefix(raw[s:], "$${") || strings.HasPrefix(raw[s:], "%%{"):
			taken = 2
		case raw[s] == '\r' && value[v] != '\r':
			size = 0
		}
		v, s = v+size, s+taken
		if !quoted && v > 0 && value[v-1] == '\n' {
			s += max(0, indent(raw[s:])-indent(value[v:]))
		}
		if v-s != breaks[len(breaks)-1].value-breaks[len(breaks)-1].source {
			breaks = append(breaks, offset{v, s})
		}
	}
	return breaks
}

// escape is the length of what a backslash escape stands for, and its own.
func escape(value, raw string) (size, taken int) {
	_, size = utf8.DecodeRuneInString(value)
	switch raw[1] {
	case 'u':
		return size, min(6, len(raw))
	case 'U':
		return size, min(10, len(raw))
	}
	return 1, 2
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
