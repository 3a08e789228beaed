package snapshot

import (
	"strconv"
	"strings"
)

// Parent is the JSON pointer without its last token; the parent of "" is "".
func Parent(pointer string) string {
	at := strings.LastIndexByte(pointer, '/')
	if at < 0 {
		return ""
	}
	return pointer[:at]
}

// Child appends a map key to a JSON pointer, escaped as RFC 6901 says.
func Child(pointer, key string) string { return pointer + "/" + EscapeToken(key) }

// Element appends a list index to a JSON pointer.
func Element(pointer string, index int) string { return pointer + "/" + strconv.Itoa(index) }

// EscapeToken escapes one reference token as RFC 6901 says.
func EscapeToken(token string) string {
	if strings.IndexByte(token, '~') < 0 && strings.IndexByte(token, '/') < 0 {
		return token
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(token)
}

// Tokens splits a JSON pointer into unescaped tokens; "" has none.
func Tokens(pointer string) []string {
	if pointer == "" {
		return nil
	}
	tokens := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	if strings.Contains(pointer, "~") {
		unescape := strings.NewReplacer("~1", "/", "~0", "~")
		for i, token := range tokens {
			tokens[i] = unescape.Replace(token)
		}
	}
	return tokens
}

// First is the first token of a JSON pointer, unescaped; "" has none.
func First(pointer string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if strings.Contains(first, "~") {
		return Tokens("/" + first)[0]
	}
	return first
}

// Lookup finds the value that a JSON pointer names in a tree of maps and lists.
func Lookup(values any, pointer string) (any, bool) {
	at := values
	for _, token := range Tokens(pointer) {
		switch node := at.(type) {
		case map[string]any:
			child, ok := node[token]
			if !ok {
				return nil, false
			}
			at = child
		case []any:
			index, err := strconv.Atoi(token)
			if err != nil || index < 0 || index >= len(node) {
				return nil, false
			}
			at = node[index]
		default:
			return nil, false
		}
	}
	return at, true
}

// Within says whether pointer is parent or lies below it.
func Within(pointer, parent string) bool {
	return pointer == parent || (strings.HasPrefix(pointer, parent) && pointer[len(parent)] == '/')
}
