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
