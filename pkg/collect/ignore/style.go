package ignore

import (
	"path"
	"slices"
	"strings"
)

// style is how comments look in a file.
type style struct {
	// line are what begins a comment that ends with its line.
	line []string
	// block are what begins and ends any other; empty for none.
	block [2]string
	// single says that an apostrophe may begin a string.
	single bool
}

// styleOf goes by a file's name. What is not known may have the most common comments.
func styleOf(file string) style {
	slashes := [2]string{"/*", "*/"}
	switch strings.ToLower(path.Ext(file)) {
	case ".tf", ".tofu", ".tfvars", ".hcl", ".alloy", ".river":
		return style{line: []string{"#", "//"}, block: slashes}
	case ".json", ".jsonc", ".json5", ".hujson":
		return style{line: []string{"//"}, block: slashes}
	case ".go", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".java", ".kt", ".kts", ".scala",
		".cs", ".rs", ".swift", ".c", ".h", ".cc", ".cpp", ".hpp", ".php", ".dart", ".groovy", ".gradle", ".proto":
		return style{line: []string{"//"}, block: slashes, single: true}
	case ".md", ".html", ".htm", ".xml", ".vue", ".svelte":
		return style{block: [2]string{"<!--", "-->"}}
	case ".sql", ".lua":
		return style{line: []string{"--"}, block: slashes, single: true}
	case ".yaml", ".yml", ".toml", ".py", ".rb", ".sh", ".bash", ".env", ".properties", ".cfg", ".ini", ".conf", ".tmpl":
		return style{line: []string{"#"}, single: true}
	default:
		return style{line: []string{"#", "//"}, block: slashes, single: true}
	}
}

// body is what a comment says after the marker.
type body struct {
	text string
	// end is the offset in the line after it.
	end int
	// beside says that something else than comments stands on the line.
	beside bool
}

// directive finds a comment of the line that begins with the marker, and the offset of the
// comment.
func (s style) directive(line string) (int, body, bool) {
	line = strings.TrimRight(line, "\r\n")
	for from := 0; ; {
		found := strings.Index(line[from:], Marker)
		if found < 0 {
			return 0, body{}, false
		}
		marker := from + found
		from = marker + len(Marker)
		before := strings.TrimRight(line[:marker], " \t")
		opened, ok := s.opens(before)
		start := len(before) - len(opened)
		if !ok || s.quoted(line[:start]) || from < len(line) && !strings.ContainsRune(" \t*-/", rune(line[from])) {
			continue
		}
		rest, after := line[from:], ""
		if opened == s.block[0] {
			rest, after, _ = strings.Cut(rest, s.block[1])
		}
		alone := strings.TrimSpace(line[:start]) == "" && strings.TrimSpace(after) == ""
		return start, body{text: rest, end: from + len(rest), beside: !alone}, true
	}
}

// opens is what begins a comment at the end of a text.
func (s style) opens(before string) (string, bool) {
	for _, opened := range append(slices.Clone(s.line), s.block[0]) {
		if opened != "" && strings.HasSuffix(before, opened) && !strings.HasSuffix(before, ":"+opened) {
			return opened, true
		}
	}
	return "", false
}

// quoted says whether a text ends within quotes that it opens.
func (s style) quoted(text string) bool {
	var quote byte
	for i := 0; i < len(text); i++ {
		switch b := text[i]; {
		case quote != 0 && b == '\\' && quote != '\'':
			i++
		case quote != 0 && b == quote:
			quote = 0
		case quote != 0:
		case b == '"', b == '\'' && s.single && (i == 0 || !word(text[i-1])):
			quote = b
		}
	}
	return quote != 0
}

// word says whether an apostrophe after a byte is one, as in "it's".
func word(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// blank says whether a line has nothing but comments, and whether one goes on below it.
func (s style) blank(line string, inside bool) (blank, goesOn bool) {
	for {
		line = strings.TrimSpace(line)
		if inside {
			_, after, ended := strings.Cut(line, s.block[1])
			if !ended {
				return true, true
			}
			line, inside = after, false
			continue
		}
		switch {
		case line == "":
			return true, false
		case slices.ContainsFunc(s.line, func(opened string) bool { return strings.HasPrefix(line, opened) }):
			return true, false
		case s.block[0] == "" || !strings.HasPrefix(line, s.block[0]):
			return false, false
		}
		line, inside = line[len(s.block[0]):], true
	}
}
