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
		text, _ := readText(w.root, path.Join(above, ".gitignore")) // which most folders have not
		patterns = append(slices.Clip(patterns), parsePatterns(text, depth)...)
		if isIgnored(patterns, parts[:depth+1], depth+1 < len(parts)) {
			return true // what is in an ignored folder cannot be taken back
		}
	}
	return false
}

func (w *WorkTree) isRepository(folder string) bool {
	own, ok := w.tracked[folder]
	if ok && !own {
		return true
	}
	_, err := w.root.Lstat(filepath.FromSlash(path.Join(folder, ".git")))
	return err == nil
}
