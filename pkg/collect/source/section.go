package source

import (
	"bytes"

	"github.com/pinelint/pinelint/pkg/collect"
)

// inSection says whether the line that a text ends in belongs to what is named after
// Pinecone: a table of TOML or INI, [pinecone], or a key of YAML that it is indented below.
func inSection(before []byte) bool {
	if !collect.MentionsPinecone(before) {
		return false
	}
	lines := bytes.Split(before, []byte("\n"))
	indent, _ := indentOf(lines[len(lines)-1])
	for i := len(lines) - 2; i >= 0; i-- {
		at, line := indentOf(lines[i])
		switch {
		case len(line) == 0 || line[0] == '#' || line[0] == ';':
		case line[0] == '[':
			return bytes.HasSuffix(line, []byte("]")) && collect.MentionsPinecone(line)
		case at < indent:
			if !bytes.HasSuffix(line, []byte(":")) {
				return false
			}
			if collect.MentionsPinecone(line) {
				return true
			}
			indent = at
		}
	}
	return false
}

// indentOf gives the spaces before a line and what follows, without an entry's dash.
func indentOf(line []byte) (int, []byte) {
	line = bytes.TrimRight(line, " \t\r")
	text := bytes.TrimLeft(line, " \t")
	if rest, ok := bytes.CutPrefix(text, []byte("- ")); ok {
		text = bytes.TrimLeft(rest, " ")
	}
	return len(line) - len(text), text
}
