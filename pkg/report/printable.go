package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// printable writes whatever a terminal or a web page would act on instead of show
// (control and escape characters, bidirectional overrides, invisible characters, bytes
// that are not UTF-8) as the escapes that Go has for them. Names and source lines come
// from repositories that nobody vouches for.
func printable(text string) string {
	if isPlainASCII(text) {
		return text
	}
	var out strings.Builder
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, text[at])
		case isShown(r):
			out.WriteString(text[at : at+size])
		default:
			out.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
		at += size
	}
	return out.String()
}

const (
	zeroWidthJoiner  = '\u200d' // holds emoji of several characters together
	ideographicSpace = '\u3000'
)

func isShown(r rune) bool {
	return unicode.IsPrint(r) || r == zeroWidthJoiner || r == ideographicSpace
}

func isPlainASCII(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// wrap breaks text into lines of at most width columns, where its words allow it.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(text) {
		columns := uniseg.StringWidth(word)
		switch {
		case line == "":
			line, used = word, columns
		case used+1+columns <= width:
			line, used = line+" "+word, used+1+columns
		default:
			lines = append(lines, line)
			line, used = word, columns
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut shortens text to at most limit bytes, at a rune's edge, and shows that it did.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	end := limit - len("...")
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
