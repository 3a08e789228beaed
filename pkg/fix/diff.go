package fix

import (
	"strconv"
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
	return renumbered(text)
}

// renumbered writes the header of each hunk anew: udiff forgets the lines between two
// changes when it counts where the next hunk begins in the new text, and git looks there
// first. It also counts no line as one.
func renumbered(text string) string {
	lines := strings.SplitAfter(text, "\n")
	more := 0 // how many lines more the new text has by now
	for i, line := range lines {
		rest, ok := strings.CutPrefix(line, "@@ -")
		if !ok {
			continue
		}
		from, err := strconv.Atoi(rest[:strings.IndexAny(rest, ", ")])
		if err != nil {
			return text // cannot be: udiff writes numbers
		}
		from = max(from, 1) // 0 in an empty file
		before, after := hunkSizes(lines[i+1:])
		lines[i] = "@@ -" + hunkRange(from, before) + " +" + hunkRange(from+more, after) + " @@\n"
		more += after - before
	}
	return strings.Join(lines, "")
}

// hunkSizes counts the lines that a hunk has of the old and of the new text.
func hunkSizes(lines []string) (before, after int) {
	for _, line := range lines {
		switch {
		case line == "", line[0] == '@':
			return before, after
		case line[0] == '-':
			before++
		case line[0] == '+':
			after++
		case line[0] == ' ':
			before++
			after++
		}
	}
	return before, after
}

// hunkRange is where a hunk stands. One without lines stands after the line before.
func hunkRange(line, count int) string {
	switch count {
	case 0:
		return strconv.Itoa(line-1) + ",0"
	case 1:
		return strconv.Itoa(line)
	default:
		return strconv.Itoa(line) + "," + strconv.Itoa(count)
	}
}

func redacted(contents map[string][]byte, redact func(string) string) map[string][]byte {
	clean := make(map[string][]byte, len(contents))
	for name, data := range contents {
		clean[name] = []byte(redact(string(data)))
	}
	return clean
}
