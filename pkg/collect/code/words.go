package code

import (
	"math"

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
	sum := sumOf(name)
	return w[sum>>6&63]&(1<<(sum&63)) != 0
}

func (w *words) hasAll(names []string) bool {
	for _, name := range names {
		if !w.has(name) {
			return false
		}
	}
	return true
}

// meet says whether a text may have a name of others.
func (w *words) meet(others *words) bool {
	for i := range w {
		if w[i]&others[i] != 0 {
			return true
		}
	}
	return false
}

// everyWord is for a text that may have any name.
func everyWord() words {
	var all words
	for i := range all {
		all[i] = math.MaxUint64
	}
	return all
}

func sumOf(name string) uint32 {
	sum := sumOfNone
	for i := range len(name) {
		sum = sumWith(sum, name[i])
	}
	return sum
}

func isPartOfName(b byte) bool {
	return b == '_' || b == '$' || b >= 0x80 || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

// sumOfNone is FNV-1a's sum of no bytes, and sumWith adds one.
const sumOfNone uint32 = 2166136261

func sumWith(sum uint32, b byte) uint32 { return (sum ^ uint32(b)) * 16777619 }

// naming are the files of production code in a language that may have some names, sorted.
func (c *codebase) naming(language syntax.Language, names ...string) []*unit {
	c.learnWords()
	var found []*unit
	for _, path := range c.named {
		of := languageOf(path)
		if of != language && !(isScript(of) && isScript(language)) || !c.words[path].hasAll(names) {
			continue
		}
		if unit := c.at(path); unit != nil {
			found = append(found, unit)
		}
	}
	return found
}

// learnWords keeps the words of what is no test and no example.
func (c *codebase) learnWords() {
	if c.words != nil {
		return
	}
	c.words = map[string]*words{}
	for _, path := range c.paths() {
		role := c.role(path)
		if role != "source" && role != "script" {
			continue
		}
		if text := c.textOf(path); text != nil {
			c.words[path] = wordsOf(text)
			if role == "source" {
				c.named = append(c.named, path)
			}
		}
	}
}
