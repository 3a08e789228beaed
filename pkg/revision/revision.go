// Package revision reads revisions of a git repository as file systems, from its objects:
// nothing is checked out, no program runs, and nothing outside of the repository's git folder
// is opened. What it reads is hostile, so that all of it has bounds.
package revision

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Repository is an open git repository.
type Repository struct {
	// own has HEAD; common, which may be the same, has the objects and the references. They
	// differ in a worktree that was added to a repository.
	own, common *os.Root
	objects     *objects
	// shallow are the commits whose parents were not fetched.
	shallow map[hash]bool
}

// maxText is the size of the largest file of git's own that is read, but objects.
const maxText = 16 << 20

// Open opens the repository whose work tree a folder is. The error is a sentence without the
// folder.
func Open(folder string) (*Repository, error) {
	own, common, err := Folders(folder)
	if err != nil {
		return nil, err
	}
	r := &Repository{}
	if r.own, err = os.OpenRoot(own); err != nil {
		return nil, fmt.Errorf("its git folder cannot be opened: %w", reason(err))
	}
	if r.common, err = os.OpenRoot(common); err != nil {
		r.Close()
		return nil, fmt.Errorf("the git folder that it shares cannot be opened: %w", reason(err))
	}
	if err := r.supported(); err != nil {
		r.Close()
		return nil, err
	}
	r.objects = &objects{root: r.common}
	r.shallow = map[hash]bool{}
	text, _ := readText(r.common, "shallow") // which only a shallow clone has
	for line := range strings.Lines(text) {
		if commit, ok := parseHash(strings.TrimSpace(line)); ok {
			r.shallow[commit] = true
		}
	}
	return r, nil
}

// Close closes all that is open.
func (r *Repository) Close() {
	if r.objects != nil {
		r.objects.close()
	}
	for _, root := range []*os.Root{r.own, r.common} {
		if root != nil {
			_ = root.Close()
		}
	}
}

// Folders are the git folder of a work tree, and the one that has its objects and references:
// another where the tree was added to a repository. Neither is one that only the work tree says
// is its own: a file that was checked out may name any folder. The error is a sentence without
// the folder.
func Folders(folder string) (own, common string, err error) {
	if own, err = gitFolder(folder); err != nil {
		return "", "", err
	}
	root, err := os.OpenRoot(own)
	if err != nil {
		return "", "", fmt.Errorf("its git folder cannot be opened: %w", reason(err))
	}
	defer func() { _ = root.Close() }()
	shared, err := readText(root, "commondir")
	if err != nil {
		return own, own, nil // only an added work tree has one
	}
	if common = filepath.FromSlash(shared); !filepath.IsAbs(common) {
		common = filepath.Join(own, common)
	}
	if inside, err := filepath.Rel(filepath.Join(common, "worktrees"), own); err != nil || !filepath.IsLocal(inside) {
		return "", "", errors.New("its git folder shares one that does not have it as a work tree, which is not read")
	}
	return own, common, nil
}

// gitFolder is where a work tree's repository is: in .git, or where a file of that name says, as
// worktrees and submodules have it.
func gitFolder(folder string) (string, error) {
	path := filepath.Join(folder, ".git")
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return "", errors.New("it is in no git repository")
	case info.IsDir():
		return path, nil
	case !info.Mode().IsRegular():
		return "", errors.New("its .git is neither a folder nor a file, and is not followed")
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return "", reason(err)
	}
	defer func() { _ = root.Close() }()
	text, err := readText(root, ".git")
	target, ok := strings.CutPrefix(text, "gitdir: ")
	if err != nil || !ok || strings.ContainsAny(target, "\n\x00") {
		return "", errors.New("its .git is a file that does not name a git folder")
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(folder, target)
	}
	if !belongs(target, path) {
		return "", errors.New("its .git is a file that names a git folder of another work tree, which is not read")
	}
	return target, nil
}

// belongs says whether a git folder is that of the work tree whose .git names it: it names that
// in turn, or it is where git keeps those of submodules.
func belongs(folder, dotgit string) bool {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return false
	}
	defer func() { _ = root.Close() }()
	if back, err := readText(root, "gitdir"); err == nil {
		if !filepath.IsAbs(back) {
			back = filepath.Join(folder, back)
		}
		there, thereErr := os.Stat(back)
		here, hereErr := os.Stat(dotgit)
		return thereErr == nil && hereErr == nil && os.SameFile(there, here)
	}
	above := filepath.Dir(filepath.Dir(dotgit))
	for above != filepath.Dir(above) {
		modules := filepath.Join(above, ".git", "modules")
		if inside, err := filepath.Rel(modules, folder); err == nil && filepath.IsLocal(inside) {
			return true
		}
		above = filepath.Dir(above)
	}
	return false
}

// supported refuses what repositories may have and this package does not read.
func (r *Repository) supported() error {
	config, err := readText(r.common, "config")
	if err != nil {
		return errors.New("its git folder has no config that can be read")
	}
	for line := range strings.Lines(strings.ToLower(config)) {
		key, value, _ := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if key == "objectformat" && value != "sha1" || key == "refstorage" && value != "files" {
			return fmt.Errorf("its git repository has %s = %.20q, which is not read: only sha1 and files are", key, value)
		}
	}
	return nil
}

// readText reads a small file without the end of its last line.
func readText(root *os.Root, name string) (string, error) {
	file, err := root.Open(name)
	if err != nil {
		return "", reason(err)
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxText+1))
	if err != nil {
		return "", reason(err)
	}
	if len(data) > maxText {
		return "", fmt.Errorf("has more than %d MB", maxText>>20)
	}
	return strings.TrimRight(string(data), "\r\n"), nil
}

// reason is an error without the path in it.
func reason(err error) error {
	if path, ok := errors.AsType[*os.PathError](err); ok {
		return path.Err
	}
	return err
}
