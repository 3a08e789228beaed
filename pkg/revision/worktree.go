package revision

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/index"
)

// WorkTree tells the files of a work tree that are git's from those that only lie beside them.
type WorkTree struct {
	root *os.Root
	// tracked are the files of the index; one that is a repository of its own is false.
	tracked map[string]bool
	// excluded are the patterns that stand in the git folder.
	excluded []pattern
	// ignoring has the patterns of folders that somebody asked for.
	ignoring sync.Map
}

// maxTracked is the size of the largest index of a work tree that is read.
const maxTracked = 256 << 20

// OpenWorkTree reads what git has of a work tree, by its folder. The error is a sentence without
// the folder.
func OpenWorkTree(folder string) (*WorkTree, error) {
	own, common, err := Folders(folder)
	if err != nil {
		return nil, err
	}
	w := &WorkTree{tracked: map[string]bool{}}
	if err := w.readIndex(own); err != nil {
		return nil, err
	}
	shared, err := os.OpenRoot(common)
	if err != nil {
		return nil, fmt.Errorf("the git folder that it shares cannot be opened: %w", reason(err))
	}
	defer func() { _ = shared.Close() }()
	text, _ := readText(shared, "info/exclude") // which need not be there
	w.excluded = parsePatterns(text, 0)
	if w.root, err = os.OpenRoot(folder); err != nil {
		return nil, reason(err)
	}
	return w, nil
}

// Close closes the work tree.
func (w *WorkTree) Close() { _ = w.root.Close() }

func (w *WorkTree) readIndex(folder string) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("its git folder cannot be opened: %w", reason(err))
	}
	defer func() { _ = root.Close() }()
	file, err := root.Open("index")
	if errors.Is(err, fs.ErrNotExist) {
		return nil // nothing was ever added
	}
	if err != nil {
		return fmt.Errorf("its index cannot be read: %w", reason(err))
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err != nil || info.Size() > maxTracked {
		return fmt.Errorf("its index has more than the %d MB that are read", maxTracked>>20)
	}
	var read index.Index
	if err := index.NewDecoder(file).Decode(&read); err != nil {
		return fmt.Errorf("its index cannot be read: %w", err)
	}
	for _, entry := range read.Entries {
		w.tracked[entry.Name] = entry.Mode != filemode.Submodule
	}
	return nil
}

// LeavesOut says whether a file, by its path from the root, is in no commit to come: git does
// not track it, and the repository's own patterns ignore it. Those of a person's configuration
// are not read, and of a repository within this one nothing is known. It may be called from
// several goroutines.
func (w *WorkTree) LeavesOut(file string) bool {
	if _, ok := w.tracked[file]; ok {
		return false
	}
	parts := strings.Split(file, "/")
	patterns := w.excluded
	for depth := range parts {
		above := path.Join(parts[:depth]...)
		if depth > 0 && w.isRepository(above) {
			return false
		}
		patterns = append(slices.Clip(patterns), w.patterns(above, depth)...)
		if isIgnored(patterns, parts[:depth+1], depth+1 < len(parts)) {
			return true // what is in an ignored folder cannot be taken back
		}
	}
	return false
}

// patterns are those of a folder's own .gitignore, which most have not. One that is longer than
// any that is meant is left out, so that what it would ignore counts.
func (w *WorkTree) patterns(folder string, depth int) []pattern {
	if known, ok := w.ignoring.Load(folder); ok {
		found, _ := known.([]pattern)
		return found
	}
	const longest = 1 << 20
	text, _ := readText(w.root, path.Join(folder, ".gitignore"))
	if len(text) > longest {
		text = ""
	}
	found := parsePatterns(text, depth)
	w.ignoring.Store(folder, found)
	return found
}

func (w *WorkTree) isRepository(folder string) bool {
	own, ok := w.tracked[folder]
	if ok && !own {
		return true
	}
	_, err := w.root.Lstat(filepath.FromSlash(path.Join(folder, ".git")))
	return err == nil
}
