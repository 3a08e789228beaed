package drift

import (
	"regexp"
	"strings"
)

// Fill puts values into a pattern for the ${expression} that are known, and says whether all
// of them are.
func Fill(pattern string, value func(expression string) (string, bool)) (text string, whole bool) {
	texts, holes := parse(pattern)
	var out strings.Builder
	whole = true
	for i, text := range texts {
		out.WriteString(text)
		if i == len(holes) {
			break
		}
		if known, ok := value(holes[i]); ok {
			out.WriteString(known)
			continue
		}
		out.WriteString("${" + holes[i] + "}")
		whole = false
	}
	return out.String(), whole
}

// matches says whether a text can be what a pattern says. A pattern that is nothing but a
// hole can be anything.
func matches(pattern, text string) bool {
	texts, _ := parse(pattern)
	for i, piece := range texts {
		texts[i] = regexp.QuoteMeta(piece)
	}
	return regexp.MustCompile(`^(?s:` + strings.Join(texts, `.*`) + `)$`).MatchString(text)
}

// parse cuts a pattern into the texts between its holes, of which there is one more, and the
// expressions in the holes. What is not closed is a hole to the end.
func parse(pattern string) (texts, holes []string) {
	for {
		before, rest, found := strings.Cut(pattern, "${")
		texts = append(texts, before)
		if !found {
			return texts, holes
		}
		depth, end := 1, 0
		for end < len(rest) && depth > 0 {
			switch rest[end] {
			case '{':
				depth++
			case '}':
				depth--
			}
			end++
		}
		if depth > 0 {
			return append(texts, ""), append(holes, rest)
		}
		holes = append(holes, rest[:end-1])
		pattern = rest[end:]
	}
}
