package ignore

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// style is how comments look in a file.
type style struct {
	// line are what begins a comment that ends with its line; one of letters is a word of its
	// own, in any case.
	line []string
	// blocks are what begins and ends any other.
	blocks [][2]string
	// single says that an apostrophe may begin a string.
	single bool
	// prose says that what stands outside of comments may be anything.
	prose bool
}

// styleOf goes by a file's name. What is not known may have the most common comments.
func styleOf(file string) style {
	slashes, html := [][2]string{{"/*", "*/"}}, [][2]string{{"<!--", "-->"}}
	switch strings.ToLower(path.Ext(file)) {
	case ".tf", ".tofu", ".tfvars", ".hcl", ".alloy", ".river":
		return style{line: []string{"#", "//"}, blocks: slashes}
	case ".json", ".jsonc", ".json5", ".hujson":
		return style{line: []string{"//"}, blocks: slashes}
	case ".go", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".java", ".kt", ".kts", ".scala",
		".cs", ".rs", ".swift", ".c", ".h", ".cc", ".cpp", ".hpp", ".dart", ".groovy", ".gradle", ".proto":
		return style{line: []string{"//"}, blocks: slashes, single: true}
	case ".md", ".xml":
		return style{blocks: html, prose: true}
	case ".html", ".htm", ".vue", ".svelte", ".astro":
		return style{line: []string{"//"}, blocks: append(html, slashes...), single: true, prose: true}
	case ".sql", ".lua":
		return style{line: []string{"--"}, blocks: slashes, single: true}
	case ".yaml", ".yml", ".toml", ".py", ".rb", ".sh", ".bash", ".env", ".tmpl":
		return style{line: []string{"#"}, single: true}
	case ".cfg", ".ini", ".conf":
		return style{line: []string{"#", ";"}, single: true}
	case ".properties":
		return style{line: []string{"#", "!"}, single: true}
	case ".bat", ".cmd":
		return style{line: []string{"::", "@rem", "rem"}}
	case ".ps1", ".psm1", ".psd1":
		return style{line: []string{"#"}, blocks: [][2]string{{"<#", "#>"}}, single: true}
	default:
		return style{line: []string{"#", "//"}, blocks: slashes, single: true}
	}
}

// body is what a comment says after the marker.
type body struct {
	text string
	// fault is why it says nothing; empty where it may.
	fault string
	// end is the offset in the line after it.
	end int
	// beside says that something else than comments stands on the line.
	beside bool
}

// almost is the marker, and how else it is written.
var almost = lazyregexp.New(`(?i)\bpinelint(?:[ \t]*:[ \t]*|[ \t_-])ignore`)

// directive finds a comment of the line that begins with the marker, or with what is almost the
// marker, and the offset of the comment.
func (s style) directive(line string) (int, body, bool) {
	line = strings.TrimRight(line, "\r\n")
	for _, found := range almost().FindAllStringIndex(line, -1) {
		marker, from := found[0], found[1]
		if from < len(line) && isWord(line[from]) {
			continue
		}
		before := strings.TrimRight(line[:marker], " \t")
		opened, closed, ok := s.opens(before)
		start := len(before) - len(opened)
		if s.quoted(line[:start]) {
			continue
		}
		if !ok {
			if s.isStray(before, line[marker:from], line[from:]) {
				return start, body{end: len(line), fault: "this is no comment in a file of its kind, and excuses nothing"}, true
			}
			continue
		}
		rest, after := line[from:], ""
		if closed != "" {
			rest, after, _ = strings.Cut(rest, closed)
		}
		one := body{text: rest, end: from + len(rest)}
		if written := line[marker:from]; written != Marker {
			if !strings.Contains(written, ":") && !namesRule(rest) {
				continue // a sentence about it
			}
			one.fault = fmt.Sprintf("this comment begins with %s and not with %s: %s", collect.Quote(written), Marker, example)
		}
		one.beside = strings.TrimSpace(line[:start]) != "" || strings.TrimSpace(after) != ""
		return start, one, true
	}
	return 0, body{}, false
}

// isStray says whether a line has all of a directive after signs alone, which begin no comment
// that is known.
func (s style) isStray(before, written, rest string) bool {
	commented, _ := s.blank(before, "")
	return !s.prose && !commented && written == Marker && !strings.ContainsFunc(before, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("\"'`", r)
	}) && parse(rest).fault == ""
}

func namesRule(text string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(text, " \t:=("), " ")
	return strings.Contains(first, "/") && ruleShape().MatchString(first)
}

// opens is what begins a comment at the end of a text, and what ends it if that is not the line.
func (s style) opens(before string) (opened, closed string, ok bool) {
	for _, block := range s.blocks {
		if isOpened(before, block[0]) {
			return block[0], block[1], true
		}
	}
	for _, opened := range s.line {
		if isOpened(before, opened) {
			return before[len(before)-len(opened):], "", true
		}
	}
	return "", "", false
}

func isOpened(before, opened string) bool {
	rest := len(before) - len(opened)
	if rest < 0 || !strings.EqualFold(before[rest:], opened) {
		return false
	}
	if isWord(opened[len(opened)-1]) {
		return rest == 0 || !isWord(before[rest-1])
	}
	return !strings.HasSuffix(before[:rest], ":")
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
		case b == '"', b == '\'' && s.single && (i == 0 || !isWord(text[i-1])):
			quote = b
		}
	}
	return quote != 0
}

// isWord says whether a byte is of a word, after which an apostrophe begins no string: "it's".
func isWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// blank says whether a line has nothing but comments, and what ends the one that goes on below
// it. Until is what ends the one that goes on above.
func (s style) blank(line, until string) (blank bool, goesOn string) {
	for {
		line = strings.TrimSpace(line)
		if until != "" {
			_, after, ended := strings.Cut(line, until)
			if !ended {
				return true, until
			}
			line, until = after, ""
			continue
		}
		if line == "" || slices.ContainsFunc(s.line, func(opened string) bool { return begins(line, opened) }) {
			return true, ""
		}
		at := slices.IndexFunc(s.blocks, func(block [2]string) bool { return strings.HasPrefix(line, block[0]) })
		if at < 0 {
			return false, ""
		}
		line, until = line[len(s.blocks[at][0]):], s.blocks[at][1]
	}
}

func begins(line, opened string) bool {
	if len(line) < len(opened) || !strings.EqualFold(line[:len(opened)], opened) {
		return false
	}
	return !isWord(opened[len(opened)-1]) || len(line) == len(opened) || !isWord(line[len(opened)])
}
