package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// located is the text with its lines.
func (u *unit) located() *collect.Text {
	if u.lines == nil {
		u.lines = collect.NewText(u.path, u.text)
	}
	return u.lines
}

// source is the text of a node, on one line and not too long.
func (u *unit) source(node *program.Node) string {
	const longest = 80
	text := strings.Join(strings.Fields(string(u.text[node.Start:node.End])), " ")
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return text
}
