package code

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// words are the names that a text may have, as bits of their sums: it may have one that it has
// not, and is then read for nothing, but has none that is missing.
type words struct {
	all [64]uint64
	// imported are the sums of those that stand in imports, and in exports from other files, sorted.
	imported []uint32
	// handsOn says that all names of another file may be handed on.
	handsOn bool
}

func wordsOf(text []byte) *words {
	found := &words{}
	eachName(text, func(sum uint32) { found.all[sum>>6&63] |= 1 << (sum & 63) })
	open := false // an import goes on in the next line
	for line := range bytes.Lines(text) {
		starts := importing(line)
		if !starts && !open {
			continue
		}
		eachName(line, func(sum uint32) { found.imported = append(found.imported, sum) })
		found.handsOn = found.handsOn || bytes.IndexByte(line, '*') >= 0
		closed := bytes.IndexByte(line, ')') >= 0
		open = !closed && (open || bytes.IndexByte(line, '(') >= 0)
	}
	slices.Sort(found.imported)
	found.imported = slices.Clip(slices.Compact(found.imported))
	return found
}

// has says whether the text may have a name.
func (w *words) has(name string) bool {
	sum := sumOf(name)
	return w.all[sum>>6&63]&(1<<(sum&63)) != 0
}

func (w *words) hasAll(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !w.has(name) })
}

// imports says whether the text may import a module, by a word that every import of it has; any
// text may where there is no such word.
func (w *words) imports(module string) bool {
	_, found := slices.BinarySearch(w.imported, sumOf(module))
	return found || module == ""
}

func importing(line []byte) bool {
	return bytes.Contains(line, []byte("import")) || bytes.Contains(line, []byte("from")) ||
		bytes.Contains(line, []byte("require"))
}

func eachName(text []byte, do func(sum uint32)) {
	sum := sumOfNone
	for _, b := range text {
		if isPartOfName(b) {
			sum = sumWith(sum, b)
			continue
		}
		do(sum)
		sum = sumOfNone
	}
	do(sum)
}

func (w *words) importsOne(modules []string) bool { return slices.ContainsFunc(modules, w.imports) }

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

// mostHandingOn bounds by how many files a name is followed to those that import it.
const mostHandingOn = 64

// naming are the files of production code that may have a name from a file, or from others that
// hand it on, and have other names too, sorted. There may be more where it is false.
func (c *codebase) naming(of *unit, name string, also ...string) (paths []string, all bool) {
	c.learnWords()
	from := c.handingOn(of, name)
	for _, file := range c.named {
		beside := of.language == syntax.Go && path.Dir(file) == path.Dir(of.path)
		if isOfKind(file, of) && c.words[file].hasAll(append(also, name)) && (beside || c.words[file].importsOne(from)) {
			paths = append(paths, file)
		}
	}
	return paths, len(from) < mostHandingOn
}

// handingOn are the modules that others may have a name of a file from.
func (c *codebase) handingOn(of *unit, name string) []string {
	from := c.moduleNames(of.path)
	for known := 0; of.language != syntax.Go && known < len(from) && len(from) < mostHandingOn; {
		known = len(from)
		for _, file := range c.named {
			words := c.words[file]
			if (words.handsOn || words.has(name)) && !slices.Contains(from, moduleName(file)) &&
				isOfKind(file, of) && words.importsOne(from) {
				from = append(from, c.moduleNames(file)...)
			}
		}
	}
	return from
}

// isOfKind says whether a file is in a language that may import another file.
func isOfKind(file string, of *unit) bool {
	language := languageOf(file)
	return language == of.language || isScript(language) && isScript(of.language)
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

// moduleName is a word that every import of a file has, in Go of its package; empty where there
// may be none.
func moduleName(file string) string {
	if languageOf(file) == syntax.Go {
		file = path.Dir(file)
	}
	for {
		name, _, _ := strings.Cut(path.Base(file), ".")
		if name != "__init__" && name != "index" {
			return firstWord(name)
		}
		file = path.Dir(file)
	}
}

// firstWord is my of my-client, empty where there is none.
func firstWord(name string) string {
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r < 0x80 && !isPartOfName(byte(r)) }) {
		return part
	}
	return ""
}

// moduleNames are words of which every import of a file has one, also where it is by the name that
// a project gives the file or its folder.
func (c *codebase) moduleNames(file string) []string {
	names := []string{moduleName(file)}
	if !isScript(languageOf(file)) {
		return names
	}
	for ; file != "." && file != "/"; file = path.Dir(file) {
		names = append(names, c.scripts().words[file]...)
	}
	return names
}
