package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// words are the names that a text may have, as bits of their sums: it may have one that it has
// not, and is then read for nothing, but has none that is missing.
type words [64]uint64

func wordsOf(text []byte) *words {
	found := &words{}
	sum := sumOfNone
	for _, b := range text {
		if isPartOfName(b) {
			sum = sumWith(sum, b)
			continue
		}
		found.add(sum)
		sum = sumOfNone
	}
	found.add(sum)
	return found
}

func (w *words) add(sum uint32) { w[sum>>6&63] |= 1 << (sum & 63) }

func (w *words) has(name string) bool {
	sum := sumOfNone
	for i := range len(name) {
		sum = sumWith(sum, name[i])
	}
	return w[sum>>6&63]&(1<<(sum&63)) != 0
}

func isPartOfName(b byte) bool {
	return b == '_' || b == '$' || b >= 0x80 || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

// sumOfNone is FNV-1a's sum of no bytes, and sumWith adds one.
const sumOfNone uint32 = 2166136261

func sumWith(sum uint32, b byte) uint32 { return (sum ^ uint32(b)) * 16777619 }

// naming are the files of production code in a language that may have a name, sorted.
func (c *codebase) naming(name string, language syntax.Language) []*unit {
	if c.words == nil {
		c.words = map[string]*words{}
		for _, path := range c.paths() {
			if text := c.textOf(path); text != nil && c.role(path) == "source" {
				c.words[path] = wordsOf(text)
				c.named = append(c.named, path)
			}
		}
	}
	var found []*unit
	for _, path := range c.named {
		if isScript(languageOf(path)) != isScript(language) || !c.words[path].has(name) {
			continue
		}
		if unit := c.at(path); unit != nil {
			found = append(found, unit)
		}
	}
	return found
}
