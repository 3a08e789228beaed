package prometheus

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// align finds each byte of a string's value in the text that it was written as, whatever
// the quotes, escapes, folds and indents: both have the same characters in the same order,
// but for blanks. It gives offsets in raw; where the texts do not agree, as far as they do
// and then the last one.
func align(raw []byte, value string) []int32 {
	offsets := make([]int32, len(value))
	a := aligner{raw: raw, escaped: len(raw) > 0 && raw[0] == '"'}
	for i := 0; i < len(value); {
		size := 1
		if !isBlank(value[i]) {
			size = a.match(value[i:])
		}
		for j := i; j < min(i+max(size, 1), len(value)); j++ {
			offsets[j] = int32(a.seen)
		}
		i += max(size, 1)
	}
	return offsets
}

// mostFilled bounds how long an expression is in what is filled in.
const mostFilled = 16 << 10

type aligner struct {
	raw     []byte
	escaped bool // a backslash begins an escape
	next    int
	seen    int // where the last character was found
	lost    bool
}

// match finds the next character and gives its length, 0 where it is not there.
func (a *aligner) match(value string) int {
	if a.lost {
		return 0
	}
	_, size := utf8.DecodeRuneInString(value)
	for at := a.next; at < len(a.raw); {
		length, written := a.character(a.raw[at:])
		switch {
		case fills(a.raw[at:], value):
			a.seen, a.next = at, at+braced(a.raw[at:min(len(a.raw), at+mostFilled)])
			return braced(value)
		case written == value[:size]:
			a.seen, a.next = at, at+length
			return size
		case skippable(written):
			at += length
		case strings.HasPrefix(value, "${") && bytes.HasPrefix(a.raw[at:], []byte(holeWord)):
			rest := a.raw[at+len(holeWord):]
			a.seen, a.next = at, at+len(holeWord)+bytes.Index(rest, []byte("__"))+len("__")
			return braced(value)
		case bytes.HasPrefix(a.raw[at:], []byte("${")):
			length, size := a.interpolated(a.raw[at:], value)
			if size > 0 {
				a.seen, a.next = at, at+length
				return size
			}
			at += length
		default:
			a.lost = true
			return 0
		}
	}
	a.lost = true
	return 0
}

// fills says whether what is not known stands in both, by other names.
func fills(raw []byte, value string) bool {
	if !bytes.HasPrefix(raw, []byte("${")) || !strings.HasPrefix(value, "${") {
		return false
	}
	raw = raw[:min(len(raw), mostFilled)]
	return string(raw[:braced(raw)]) != value[:braced(value)]
}

// interpolated is how long an interpolation of Terraform's is, and what was filled in: all up
// to what is written behind it.
func (a *aligner) interpolated(raw []byte, value string) (length, size int) {
	const enough = 16
	length = braced(raw[:min(len(raw), mostFilled)])
	after, ends := raw[length:min(length+enough, len(raw))], "\n$"
	if a.escaped {
		ends += `\"`
	}
	if end := bytes.IndexAny(after, ends); end >= 0 {
		after = after[:end]
	}
	if len(after) == 0 {
		after = []byte("\n")
	}
	before, _, _ := strings.Cut(value, string(after))
	return length, len(before)
}

// skippable are blanks, and quotes that are none of the value.
func skippable(written string) bool {
	return isBlank(written[0]) || written == `"` || written == "'"
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// character is the first character of a written string, with its escape.
func (a *aligner) character(raw []byte) (length int, written string) {
	if !a.escaped || raw[0] != '\\' || len(raw) == 1 {
		_, size := utf8.DecodeRune(raw)
		return size, string(raw[:size])
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[1]]
	if digits > 0 && len(raw) >= 2+digits {
		if code, err := strconv.ParseUint(string(raw[2:2+digits]), 16, 31); err == nil {
			return 2 + digits, string(rune(code))
		}
	}
	switch raw[1] {
	case 'n', 't', 'r', '\n', '\r':
		return 2, " "
	case '"', '\\', '/', '\'':
		return 2, string(raw[1:2])
	default:
		return 1, `\`
	}
}
