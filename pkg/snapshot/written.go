package snapshot

import "strings"

// Tools are the words that the ids of sources begin with which are code that people write
// and a tool deploys, each followed by a space and the code's place. The manifest names what
// is declared there as <tool>:<address>.
func Tools() []string { return []string{"terraform", "cloudformation", "pulumi"} }

// Tool is the one of [Tools] whose code a source is, empty where it is something else.
func Tool(source string) string {
	before, _, _ := strings.Cut(source, " ")
	for _, tool := range Tools() {
		if before == tool {
			return tool
		}
	}
	return ""
}

// Named takes a name of the manifest apart that is <tool>:<address>.
func Named(name string) (tool, address string, ok bool) {
	before, address, ok := strings.Cut(name, ":")
	if ok && Tool(before+" ") != "" {
		return before, address, true
	}
	return "", "", false
}

// Reference is how one refers to an address of another source: "cloudformation a.yaml#Key.arn".
func Reference(source, address string) string { return source + "#" + address }

// Referred takes a reference apart. One that names no source is to what own has.
func Referred(own, reference string) (source, address string) {
	if at := strings.LastIndexByte(reference, '#'); at >= 0 && Tool(reference) != "" {
		return reference[:at], reference[at+1:]
	}
	return own, reference
}

// KeyLength is how long the key of an instance is that the rest of an address begins with, in
// bytes: of [0] or ["a.b"]. It is 0 where there is none.
func KeyLength(rest string) int {
	if !strings.HasPrefix(rest, "[") {
		return 0
	}
	quoted := false
	for i := 1; i < len(rest); i++ {
		switch {
		case quoted && rest[i] == '\\':
			i++
		case rest[i] == '"':
			quoted = !quoted
		case rest[i] == ']' && !quoted:
			return i + 1
		}
	}
	return 0
}
