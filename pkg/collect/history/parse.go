package history

import (
	"bytes"
	"iter"
)

// parseCommit reads the head of a commit: its tree, and its parents.
func parseCommit(id ID, found object) (parsed, bool) {
	head, _, _ := bytes.Cut(found.content, []byte("\n\n"))
	root, ok := parseID(string(field(head, "tree ")))
	if found.kind != commit || !ok {
		return parsed{}, false
	}
	c := parsed{id: id, tree: root}
	for line := range bytes.Lines(head) {
		if text, ok := bytes.CutPrefix(line, []byte("parent ")); ok {
			if parent, ok := parseID(string(bytes.TrimSpace(text))); ok {
				c.parents = append(c.parents, parent)
			}
		}
	}
	return c, true
}

// field is what stands behind a name in the first line that begins with it.
func field(head []byte, name string) []byte {
	for line := range bytes.Lines(head) {
		if text, ok := bytes.CutPrefix(line, []byte(name)); ok {
			return bytes.TrimSpace(text)
		}
	}
	return nil
}

// item is a file or a folder in a tree.
type item struct {
	name   string
	id     ID
	isTree bool
}

// items are those of a tree, each a mode, a name and an id, as far as they can be read. What
// is of another repository, a submodule, is neither a blob nor a tree of this one.
func items(content []byte) iter.Seq[item] {
	return func(yield func(item) bool) {
		for len(content) > 0 {
			head, rest, ok := bytes.Cut(content, []byte{0})
			mode, name, named := bytes.Cut(head, []byte(" "))
			if !ok || !named || len(rest) < len(ID{}) {
				return
			}
			next := item{name: string(name), id: ID(rest[:len(ID{})]), isTree: string(mode) == "40000"}
			if content = rest[len(ID{}):]; !yield(next) {
				return
			}
		}
	}
}
