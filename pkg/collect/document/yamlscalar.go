package document

import (
	"bytes"
	"encoding/json"
	"strings"

	"gopkg.in/yaml.v3"
)

// scalarOf is a scalar's value. What YAML takes for a time or for a number that JSON has
// not stays as it is written: an account's number may begin with a zero, and the version of
// a policy is a date.
func scalarOf(from *yaml.Node) any {
	switch from.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(from.Value, "true")
	case "!!int", "!!float":
		if json.Valid([]byte(from.Value)) {
			return json.Number(from.Value)
		}
	}
	return from.Value
}

// scalarEnd is where a scalar ends: a block where its first line begins.
func (r *yamlReader) scalarEnd(from *yaml.Node, start int) int {
	at := start
	for at < len(r.data) && (r.data[at] == '&' || r.data[at] == '!') {
		end := bytes.IndexAny(r.data[at:], " \t\r\n")
		if end < 0 {
			return len(r.data)
		}
		at = len(r.data) - len(bytes.TrimLeft(r.data[at+end:], " \t\r\n"))
	}
	rest := r.data[at:]
	switch {
	case len(rest) == 0:
		return at
	case from.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && rest[0] != '\r' && rest[0] != '\n':
		return at + quotedLength(rest, rest[0])
	case from.Value != "" && bytes.HasPrefix(rest, []byte(from.Value)):
		return at + len(from.Value)
	case from.Value == "" && from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0:
		return at // a long line may have many
	}
	if end := bytes.IndexAny(rest, "\r\n"); end >= 0 {
		rest = rest[:end]
	}
	return at + len(bytes.TrimRight(rest, " \t"))
}

func quotedLength(text []byte, quote byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case text[i] != quote:
		case quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return len(text)
}
