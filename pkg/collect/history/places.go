package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// Place is where a blob first was.
type Place struct {
	Commit ID
	// File is the path from the root of the repository.
	File string
	// Order counts the places, parents before their children.
	Order int
}

// Places finds the commits that first had blobs in a folder, among those that a branch, a tag
// or another reference leads to. What none leads to has no place: nobody gets it with a clone.
func (h *History) Places(ctx context.Context, folder string, wanted map[ID]bool) (map[ID]Place, error) {
	w := &walk{
		history: h, wanted: wanted, places: map[ID]Place{}, seen: map[ID]bool{},
		readers: map[*pack]*packReader{},
	}
	for _, next := range w.commits(ctx, h.references()) {
		if ctx.Err() != nil || len(w.places) == len(wanted) {
			break
		}
		if root, ok := w.enter(next.tree, folder); ok {
			w.visit(next.id, root, folder, 0)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read the history: %w", err)
	}
	return w.places, nil
}

// walk goes through commits and their trees, each once.
type walk struct {
	history *History
	wanted  map[ID]bool
	places  map[ID]Place
	seen    map[ID]bool
	readers map[*pack]*packReader
}

type parsed struct {
	id, tree ID
	parents  []ID
}

// commits are those that the references lead to, parents before their children.
func (w *walk) commits(ctx context.Context, references []ID) []parsed {
	var sorted []parsed
	type step struct {
		commit  parsed
		parents int // that were gone to
	}
	var stack []step
	push := func(id ID) {
		for range maxDepth { // a tag may be of a tag
			if w.seen[id] {
				return
			}
			w.seen[id] = true
			found, err := w.read(id)
			if err != nil {
				w.missing(err)
				return
			}
			if found.kind != tag {
				if c, ok := parseCommit(id, found); ok {
					stack = append(stack, step{commit: c})
				}
				return
			}
			next, ok := parseID(string(field(found.content, "object ")))
			if !ok {
				return
			}
			id = next
		}
	}
	for _, reference := range references {
		push(reference)
		for len(stack) > 0 && ctx.Err() == nil {
			top := &stack[len(stack)-1]
			if top.parents == len(top.commit.parents) {
				sorted = append(sorted, top.commit)
				stack = stack[:len(stack)-1]
				continue
			}
			top.parents++
			push(top.commit.parents[top.parents-1])
		}
	}
	return sorted
}

// missing notes an object that is not there, if nothing else says why.
func (w *walk) missing(err error) {
	if !errors.Is(err, errMissing) || len(w.history.gaps) == 0 {
		w.history.gap(err)
	}
}

// enter finds the tree of a folder.
func (w *walk) enter(root ID, folder string) (ID, bool) {
	if folder == "." {
		return root, true
	}
	for name := range strings.SplitSeq(folder, "/") {
		found, err := w.read(root)
		if err != nil || found.kind != tree {
			return ID{}, false
		}
		entered := false
		for next := range items(found.content) {
			if next.name == name {
				root, entered = next.id, true
			}
		}
		if !entered {
			return ID{}, false
		}
	}
	return root, true
}

// maxNested is how deep a folder may lie; git's own limit is as deep.
const maxNested = 2048

func (w *walk) visit(at, root ID, folder string, depth int) {
	if w.seen[root] || depth > maxNested {
		return
	}
	w.seen[root] = true
	found, err := w.read(root)
	if err != nil {
		w.missing(err)
		return
	}
	if found.kind != tree {
		return
	}
	for next := range items(found.content) {
		name := path.Join(folder, strings.ReplaceAll(next.name, "/", "_"))
		switch {
		case next.isTree:
			w.visit(at, next.id, name, depth+1)
		case w.wanted[next.id]:
			if _, ok := w.places[next.id]; !ok {
				w.places[next.id] = Place{Commit: at, File: name, Order: len(w.places)}
			}
		}
	}
}

var errMissing = errors.New("an object is not there")

func (w *walk) read(id ID) (object, error) {
	for _, p := range w.history.packs {
		offset, err := p.index.FindOffset(plumbing.Hash(id))
		if err != nil {
			continue
		}
		r := w.readers[p]
		if r == nil {
			r = p.reader()
			w.readers[p] = r
		}
		return r.object(offset)
	}
	found, err := w.history.readLoose(id, plumbing.AnyObject)
	if errors.Is(err, fs.ErrNotExist) {
		return object{}, errMissing
	}
	return found, err
}

// references are the commits and tags that branches and all other references name, and those
// that were checked out, sorted by the name of the reference.
func (h *History) references() []ID {
	names, _ := fs.Glob(h.fsys, "worktrees/*/HEAD")
	names = append(names, "HEAD", "packed-refs")
	_ = fs.WalkDir(h.fsys, "refs", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	var ids []ID
	for _, name := range names {
		for line := range bytes.Lines(h.small(name)) {
			text, _, _ := strings.Cut(strings.Trim(string(line), "^\r\n"), " ")
			if id, ok := parseID(text); ok {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// small reads a file of references.
func (h *History) small(name string) []byte {
	const most = 64 << 20
	file, err := h.fsys.Open(name)
	if err != nil {
		return nil
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		h.gap(fmt.Errorf("%s cannot be read", path.Base(name)))
	}
	return data
}
