package kubernetes

import (
	"bytes"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// action fills what an action of a template takes up: no YAML has it.
const action = 1

// masked is a template of a manifest, of Helm or of one who writes as it does, with a text of
// the same length for each action, so that everything keeps its place: what fills a value in
// stands for it, and a line that has nothing else is blank.
func masked(data []byte) []byte {
	out := bytes.Clone(data)
	for at := 0; ; {
		start := bytes.Index(out[at:], []byte("{{"))
		if start < 0 {
			break
		}
		start += at
		length := bytes.Index(out[start:], []byte("}}"))
		if length < 0 {
			break
		}
		at = start + length + len("}}")
		for i := start; i < at; i++ {
			if out[i] != '\n' && out[i] != '\r' {
				out[i] = action
			}
		}
	}
	for line := range bytes.Lines(out) {
		fill(line)
	}
	return out
}

// fill writes into a line what stands for its actions.
func fill(line []byte) {
	alone := len(bytes.Trim(line, "\x01 \t\r\n")) == 0
	within := false
	for i := range line {
		switch was := within; {
		case line[i] != action:
			within = false
		case alone:
			line[i] = ' '
		case was:
			line[i] = '_'
		default:
			line[i], within = '$', true
		}
	}
}

var mask = lazyregexp.New(`\$_{3,}`)

// unmasked is a name as a reader knows it.
func unmasked(name string) string { return mask().ReplaceAllString(name, "{{…}}") }
