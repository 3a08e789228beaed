package prometheus

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// holes are what is not known of texts that Terraform makes: ${…}, which YAML may take for a
// mapping. While a text is read, words stand in their place.
type holes struct{ found []string }

const holeWord = "__hole"

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
		for i, hole := range h.found {
			value = strings.ReplaceAll(value, h.word(i), hole)
		}
		return value
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
		return (pointer == "" || watches(pointer)) && slices.ContainsFunc(h.words(), func(word string) bool {
			return strings.TrimSpace(value) == word
		})
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

func (h *holes) words() []string {
	words := make([]string, len(h.found))
	for i := range h.found {
		words[i] = h.word(i)
	}
	return words
}

// braced is how long a text is up to the brace that closes its first.
func braced(text string) int {
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
