package prometheus

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// holes are what is not known of texts that Terraform makes: ${…}, which YAML may take for a
// mapping. While a text is read, words stand in their place.
type holes struct{ found []string }

const holeWord = "__hole"

var holeWords = lazyregexp.New(`__hole[0-9]+__`)

func (h *holes) word(number int) string { return fmt.Sprintf("%s%d__", holeWord, number) }

// masked is a page with words in the place of holes.
func (r *reader) masked(p *page) *page {
	const open = "${"
	text := string(p.data)
	if r.holes == nil || p.at == nil || !strings.Contains(text, open) {
		return p
	}
	made := &page{file: p.file, whole: p.whole, projects: p.projects}
	for at := 0; at < len(text); {
		if !strings.HasPrefix(text[at:], open) {
			made.data, made.at = append(made.data, text[at]), append(made.at, p.at[at])
			at++
			continue
		}
		end := at + braced(text[at:])
		word := r.holes.word(len(r.holes.found))
		r.holes.found = append(r.holes.found, text[at:end])
		for i := range len(word) {
			made.data, made.at = append(made.data, word[i]), append(made.at, p.at[at])
		}
		at = end
	}
	return made
}

// unmasked is a tree with the holes in their places again.
func (h *holes) unmasked(value any) any {
	if h == nil || len(h.found) == 0 {
		return value
	}
	switch value := value.(type) {
	case string:
		if !strings.Contains(value, holeWord) {
			return value
		}
		return holeWords().ReplaceAllStringFunc(value, h.hole)
	case []any:
		for i := range value {
			value[i] = h.unmasked(value[i])
		}
	case map[string]any:
		for key := range value {
			value[key] = h.unmasked(value[key])
		}
	}
	return value
}

// leave says whether a hole is all that stands where something may watch.
func (h *holes) leave(pointer string, value any) bool {
	switch value := value.(type) {
	case string:
		word := strings.TrimSpace(value)
		return holeWords().FindString(word) == word && word != "" && h.hole(word) != word &&
			(pointer == "" || watches(pointer))
	case []any:
		for i, element := range value {
			if h.leave(snapshot.Element(pointer, i), element) {
				return true
			}
		}
	case map[string]any:
		for key, element := range value {
			if h.leave(snapshot.Child(pointer, key), element) {
				return true
			}
		}
	}
	return false
}

// hole is what a word stands for; one that is none stands for itself.
func (h *holes) hole(word string) string {
	number, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(word, holeWord), "__"))
	if err != nil || number >= len(h.found) {
		return word
	}
	return h.found[number]
}

// braced is how long a text is up to the brace that closes its first.
func braced[T string | []byte](text T) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}
