package ignore

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	// expr: |, as YAML begins a text of several lines.
	blockScalar = lazyregexp.New(`:[ \t]+(?:[!&]\S+[ \t]+)*[|>][-+1-9]{0,2}[ \t]*(?:#.*)?\r?\n?$`)
	// rules = <<-EOT, as HCL does.
	heredoc = lazyregexp.New(`<<[-~]?([A-Za-z_]\w*)[ \t]*\r?\n?$`)
)

// further is the offset, in a line and those behind it, of the last line of a text of several lines that
// begins on it, zero where none does.
func further(line []byte, behind [][]byte) int {
	isLast := func([]byte) (last, within bool) { return true, false }
	switch {
	case bytes.IndexByte(line, ':') >= 0 && blockScalar().Match(line):
		indent := indentOf(line)
		isLast = func(next []byte) (last, within bool) {
			isWithin := indentOf(next) > indent || len(bytes.TrimSpace(next)) == 0
			return !isWithin, isWithin
		}
	case bytes.Contains(line, []byte("<<")):
		if match := heredoc().FindSubmatch(line); match != nil {
			isLast = func(next []byte) (last, within bool) {
				return bytes.Equal(bytes.TrimSpace(next), match[1]), true
			}
		}
	}
	end, offset := 0, len(line)
	for _, next := range behind {
		last, within := isLast(next)
		if within && len(next) > 0 {
			end = offset
		}
		if last {
			return end
		}
		offset += len(next)
	}
	return end
}

// indentOf is how far a line is indented; the dash of an entry of a list belongs to that.
func indentOf(line []byte) int {
	return len(line) - len(strings.TrimLeft(string(line), " \t-"))
}
