package source

import (
	"bytes"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	// told is a member that says of those beside it that they are Pinecone's, toldByLine a line.
	told       = lazyregexp.New(`(?im)(?:^|[\s{(,;])` + saying)
	toldByLine = lazyregexp.New(`(?im)^` + saying)
)

const saying = `["']?(?:name|type|provider|kind|vendor|service|engine|backend)["']?` +
	`[ \t]*[:=][ \t]*["']?pinecone["']?[ \t]*(?:[,;})#\r\n]|$)`

// isBeside says whether a literal is a member of what another member says to be Pinecone's:
// of an object in brackets, or else of the lines around it that are indented as its own.
func isBeside(text []byte, literal span) bool {
	from, to := max(literal.start-reach, 0), min(literal.end+reach, len(text))
	if !collect.MentionsPinecone(text[from:to]) {
		return false
	}
	if before, opened := inBrackets(text[from:literal.start]); opened {
		return told().Match(before) || told().Match(upToBracket(text[literal.end:to]))
	}
	return toldByLine().Match(alignedAbove(text[from:literal.start], from == 0)) ||
		toldByLine().Match(alignedBelow(text, literal, to))
}

// inBrackets is the end of a text within the bracket that is open there, without what is in
// further brackets, and whether one is open.
func inBrackets(before []byte) (within []byte, opened bool) {
	depth, end := 0, len(before)
	var parts [][]byte
	for i, b := range slices.Backward(before) {
		switch b {
		case '}', ')', ']':
			if depth++; depth == 1 {
				parts = append(parts, before[i+1:end])
			}
		case '{', '(', '[':
			if depth == 0 {
				return bytes.Join(append(parts, before[i+1:end]), []byte("\n")), true
			}
			if depth--; depth == 0 {
				end = i
			}
		}
	}
	return nil, false
}

// upToBracket is the beginning of a text up to where the bracket around it is closed, without
// what is in further brackets.
func upToBracket(after []byte) []byte {
	depth, start := 0, 0
	var parts [][]byte
	for i, b := range after {
		switch b {
		case '{', '(', '[':
			if depth++; depth == 1 {
				parts = append(parts, after[start:i])
			}
		case '}', ')', ']':
			if depth == 0 {
				return bytes.Join(append(parts, after[start:i]), []byte("\n"))
			}
			if depth--; depth == 0 {
				start = i + 1
			}
		}
	}
	return bytes.Join(parts, []byte("\n"))
}

// alignedAbove are the lines above the one in which a text ends that are indented as it, up to
// the entry or the section that they belong to. The first line counts where it is whole.
func alignedAbove(before []byte, whole bool) []byte {
	lines := bytes.Split(before, []byte("\n"))
	last := lines[len(lines)-1]
	if isEntry(last) {
		return nil
	}
	indent, _ := indentOf(last)
	var found [][]byte
	for i := len(lines) - 2; i > 0 || i == 0 && whole; i-- {
		at, line := indentOf(lines[i])
		switch {
		case len(line) == 0 || at > indent:
		case at < indent || line[0] == '[' || bytes.HasPrefix(line, []byte("---")):
			return bytes.Join(found, []byte("\n"))
		default:
			found = append(found, line)
			if isEntry(lines[i]) {
				return bytes.Join(found, []byte("\n"))
			}
		}
	}
	return bytes.Join(found, []byte("\n"))
}

// alignedBelow are those below the line of a literal, up to an offset.
func alignedBelow(text []byte, literal span, to int) []byte {
	start := bytes.LastIndexByte(text[:literal.start], '\n') + 1
	indent, _ := indentOf(text[start:literal.start])
	lines := bytes.Split(text[literal.end:to], []byte("\n"))
	var found [][]byte
	for _, whole := range lines[1:] {
		at, line := indentOf(whole)
		switch {
		case len(line) == 0 || at > indent && !isEntry(whole):
		case at < indent || isEntry(whole) || line[0] == '[' || bytes.HasPrefix(line, []byte("---")):
			return bytes.Join(found, []byte("\n"))
		default:
			found = append(found, line)
		}
	}
	return bytes.Join(found, []byte("\n"))
}

// isEntry says whether a line begins an entry of a list.
func isEntry(line []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("- ")) }
