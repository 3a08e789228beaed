package fix

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Diff is the difference between two contents of a file, as patch and git apply read it.
// Redact takes secrets out of a text: a diff has fewer lines around the changed ones where
// they would show one, and there is none where a changed line has one.
func Diff(name string, before, after []byte, redact func(string) string) (string, bool) {
	for context := udiff.DefaultContextLines; context >= 0; context-- {
		shown := unified(name, string(before), string(after), context)
		if shown == unified(name, redact(string(before)), redact(string(after)), context) {
			return shown, true
		}
	}
	return "", false
}

func unified(name, before, after string, context int) string {
	if strings.Contains(name, " ") {
		name += "\t" // as diff and git mark where such a name ends
	}
	text, err := udiff.ToUnified("a/"+name, "b/"+name, before, udiff.Lines(before, after), context)
	if err != nil {
		return "" // cannot be: the edits are those of the text
	}
	return text
}

func redacted(contents map[string][]byte, redact func(string) string) map[string][]byte {
	clean := make(map[string][]byte, len(contents))
	for name, data := range contents {
		clean[name] = []byte(redact(string(data)))
	}
	return clean
}
