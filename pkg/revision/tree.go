package revision

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
)

const (
	// maxBlob is the size of the largest file that is read, as collectors read no larger one.
	maxBlob = 20 << 20
	maxTree = 32 << 20
	// maxEntries bounds what the folders of a revision list together: few objects can make
	// a tree without end.
	maxEntries = 1_000_000
	maxDepth   = 100
	maxFollow  = 40
)

// Tree is the file system of a commit. Submodules are not in it: their files are objects of
// another repository. Links lead where they do in a work tree, and never out of it.
type Tree struct {
	objects *objects
	root    hash

	mu     sync.Mutex
	read   map[hash][]entry
	listed int
}

// entry is one line of a tree object.
type entry struct {
	name string
	mode fs.FileMode
	id   hash
}

// Tree is the file system of a commit.
func (r *Repository) Tree(of Commit) *Tree {
	return &Tree{objects: r.objects, root: of.tree, read: map[hash][]entry{}}
}

// entries reads a tree object, once.
func (t *Tree) entries(id hash) ([]entry, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known, ok := t.read[id]; ok {
		return known, nil
	}
	data, err := t.objects.read(plumbing.TreeObject, id, maxTree)
	if err != nil {
		return nil, err
	}
	all, err := parseTree(data)
	if err != nil {
		return nil, err
	}
	t.read[id] = all
	return all, nil
}

// parseTree reads the lines of a tree object, sorted by name.
func parseTree(data []byte) ([]entry, error) {
	var all []entry
	for len(data) > 0 {
		head, rest, ok := bytes.Cut(data, []byte{0})
		mode, name, named := strings.Cut(string(head), " ")
		if !ok || !named || len(rest) < len(hash{}) {
			return nil, errors.New("its tree is damaged")
		}
		one := entry{name: name, id: hash(rest[:len(hash{})])}
		data = rest[len(hash{}):]
		switch mode {
		case "40000", "040000":
			one.mode = fs.ModeDir
		case "120000":
			one.mode = fs.ModeSymlink
		case "160000":
			continue
		}
		if fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "/") && !strings.EqualFold(name, ".git") {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return slices.CompactFunc(all, func(a, b entry) bool { return a.name == b.name }), nil
}

// find is the entry at a path. Links on the way to it are followed, and the last one if asked.
func (t *Tree) find(op, name string, last bool) (entry, error) {
	if !fs.ValidPath(name) {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	at, err := t.lookup(name, last)
	if err != nil {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	return at, nil
}

func (t *Tree) lookup(name string, last bool) (entry, error) {
	at, walked, rest := entry{name: ".", mode: fs.ModeDir, id: t.root}, "", name
	for links := 0; rest != "" && rest != "."; {
		first, after, _ := strings.Cut(rest, "/")
		if !at.mode.IsDir() || strings.Count(walked, "/") > maxDepth {
			return entry{}, fs.ErrNotExist
		}
		all, err := t.entries(at.id)
		if err != nil {
			return entry{}, err
		}
		i, ok := slices.BinarySearchFunc(all, first, func(e entry, name string) int { return strings.Compare(e.name, name) })
		if !ok {
			return entry{}, fs.ErrNotExist
		}
		if all[i].mode != fs.ModeSymlink || after == "" && !last {
			at, walked, rest = all[i], path.Join(walked, first), after
			continue
		}
		target, err := t.objects.read(plumbing.BlobObject, all[i].id, 4<<10)
		if err != nil {
			return entry{}, err
		}
		if links++; links > maxFollow {
			return entry{}, errors.New("too many links")
		}
		rest = path.Join(walked, string(target), after)
		if path.IsAbs(string(target)) || !fs.ValidPath(rest) {
			return entry{}, errors.New("the link leads out of the repository")
		}
		at, walked = entry{name: ".", mode: fs.ModeDir, id: t.root}, ""
	}
	return at, nil
}

// ReadLink implements [fs.ReadLinkFS].
func (t *Tree) ReadLink(name string) (string, error) {
	at, err := t.find("readlink", name, false)
	if err != nil {
		return "", err
	}
	if at.mode != fs.ModeSymlink {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	target, err := t.objects.read(plumbing.BlobObject, at.id, 4<<10)
	if err != nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: err}
	}
	return string(target), nil
}

// ReadDir implements [fs.ReadDirFS].
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	at, err := t.find("readdir", name, true)
	if err != nil {
		return nil, err
	}
	fault := func(err error) error { return &fs.PathError{Op: "readdir", Path: name, Err: err} }
	if !at.mode.IsDir() {
		return nil, fault(errors.New("not a directory"))
	}
	all, err := t.entries(at.id)
	if err != nil {
		return nil, fault(err)
	}
	t.mu.Lock()
	t.listed += len(all)
	full := t.listed > maxEntries
	t.mu.Unlock()
	if full || strings.Count(name, "/") > maxDepth {
		return nil, fault(fmt.Errorf("the revision has more than %d entries, or folders below more than %d others",
			maxEntries, maxDepth))
	}
	list := make([]fs.DirEntry, len(all))
	for i := range all {
		list[i] = &described{entry: all[i], objects: t.objects}
	}
	return list, nil
}
