package collect

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// MaxFileSize is the largest file that a collector reads whole, in bytes. Plans are
// streamed and have no limit.
const MaxFileSize = 20 << 20

// Tree is a repository as one walk found it. All reading goes through it: the file
// system must not let a path or a symbolic link leave its root (see [os.Root]).
type Tree struct {
	fsys fs.FS
	// Files are the regular files, sorted by path, also those that a symbolic link within
	// the tree leads to.
	Files []File
	// Problems are the entries that could not be listed or that lead out of the tree.
	Problems []snapshot.Problem
	// Excluded are the folders that hold no source of this repository and were not
	// entered, sorted.
	Excluded []string

	mu    sync.Mutex
	kept  map[string][]byte
	room  int
	noted map[string]Mention
}

// keptBytes bounds what a tree keeps of files that one collector has read for the next.
const keptBytes = 12 << 20

// File is one file of a [Tree].
type File struct {
	// Path is relative to the root, with forward slashes.
	Path string
	Size int64
}

// excludedFolders hold what tools put there: repository data, downloads, caches. What a
// tool copied there is not a place that a person would edit.
func excludedFolders() []string {
	return []string{
		".git", ".hg", ".svn", ".terraform", ".terragrunt-cache", "node_modules", ".venv", "__pycache__", ".aws-sam",
	}
}

// isExcluded says whether a folder is one of those, or what CDK packed beside its templates.
func isExcluded(name string) bool {
	base := path.Base(name)
	return slices.Contains(excludedFolders(), base) ||
		strings.HasPrefix(base, "asset.") && path.Base(path.Dir(name)) == "cdk.out"
}

// Walk lists a repository. It fails only if the root itself cannot be read.
func Walk(fsys fs.FS) (*Tree, error) { return WalkFolder(fsys, ".") }

// WalkFolder lists one folder of a repository. Paths stay relative to the repository's
// root, and what the folder refers to elsewhere in the repository can be read.
func WalkFolder(fsys fs.FS, folder string) (*Tree, error) {
	tree := &Tree{fsys: fsys, kept: map[string][]byte{}, room: keptBytes, noted: map[string]Mention{}}
	err := fs.WalkDir(fsys, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			if name == folder {
				return fmt.Errorf("read the repository: %w", cause(err))
			}
			tree.problem(name, err)
			return nil
		}
		return tree.visit(name, entry)
	})
	if err != nil {
		return nil, err
	}
	// A walk has a/b before a.txt.
	slices.SortFunc(tree.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.Sort(tree.Excluded)
	return tree, nil
}

func (t *Tree) visit(name string, entry fs.DirEntry) error {
	switch {
	case entry.IsDir():
		if isExcluded(name) {
			t.Excluded = append(t.Excluded, name)
			return fs.SkipDir
		}
		return nil
	case entry.Type()&fs.ModeSymlink != 0:
		t.follow(name)
		return nil
	case !entry.Type().IsRegular():
		return nil // a socket, a pipe or a device has no source text
	}
	info, err := entry.Info()
	if err != nil {
		t.problem(name, err)
		return nil
	}
	t.Files = append(t.Files, File{Path: name, Size: info.Size()})
	return nil
}

// follow takes a symbolic link to a regular file within the tree. A link to a folder is
// not entered: what it leads to is walked where it stands, or is not of this repository.
func (t *Tree) follow(name string) {
	info, err := fs.Stat(t.fsys, name)
	switch {
	case err != nil:
		t.Problems = append(t.Problems, snapshot.Problem{
			Kind: snapshot.Gap,
			Message: fmt.Sprintf("%s is a symbolic link that leads out of the repository, to nothing or to itself: "+
				"it is not read", Quote(name)),
			Location: &snapshot.Location{File: name},
		})
	case info.Mode().IsRegular():
		t.Files = append(t.Files, File{Path: name, Size: info.Size()})
	}
}

func (t *Tree) problem(name string, err error) {
	t.Problems = append(t.Problems, snapshot.Problem{
		Kind: snapshot.Broken,
		Message: fmt.Sprintf("%s cannot be read (%s): make it readable, or scan a folder without it",
			Quote(name), cause(err)),
		Location: &snapshot.Location{File: name},
	})
}

// IsExcluded says whether a file lies in a folder that was not entered.
func (t *Tree) IsExcluded(file string) bool {
	return slices.ContainsFunc(t.Excluded, func(folder string) bool { return strings.HasPrefix(file, folder+"/") })
}

// FS is the file system that the tree was walked in.
func (t *Tree) FS() fs.FS { return t.fsys }

// Read reads one file of the repository, and nothing larger than [MaxFileSize]. The
// error is a sentence without the path.
func (t *Tree) Read(name string) ([]byte, error) {
	t.mu.Lock()
	data, ok := t.kept[name]
	if ok {
		delete(t.kept, name)
		t.room += len(data)
	}
	t.mu.Unlock()
	if ok {
		return data, nil
	}
	return ReadFile(t.fsys, name)
}

// Beginning is at most the first size bytes of a file that is too large to be read, which tell
// what it would have been; it is nil where that fails.
func Beginning(fsys fs.FS, name string, size int) []byte {
	opened, err := fsys.Open(name)
	if err != nil {
		return nil
	}
	defer func() { _ = opened.Close() }()
	head := make([]byte, size)
	n, _ := io.ReadFull(opened, head)
	return head[:n]
}

// Keep gives a tree a copy of a file that a collector has read, for the next one that
// reads it: opening a file costs more than copying a small one. Only configuration is
// kept, and not without end.
func (t *Tree) Keep(name string, data []byte) {
	switch path.Ext(name) {
	case ".tf", ".tofu", ".tfvars":
	default:
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(data) <= t.room {
		t.kept[name] = bytes.Clone(data)
		t.room -= len(data)
	}
}

// Mention is how a file speaks of Pinecone, as far as a collector that has read it has noted.
type Mention uint8

// The mentions, each of which tells the next collector that it need not look for more.
const (
	AnyMention Mention = iota // nobody has noted anything
	NoMention
	NameOnly // and no host of Pinecone's
)

// Note keeps how a file speaks of Pinecone, so that the next collector need not read it.
func (t *Tree) Note(name string, m Mention) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.noted[name] = m
}

// Noted is how a file speaks of Pinecone.
func (t *Tree) Noted(name string) Mention {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.noted[name]
}

// Spellings are the ways in which Pinecone is written in names.
func Spellings() [4]string { return [4]string{"pinecone", "Pinecone", "PINECONE", "PineCone"} }

// MentionsPinecone says whether a text has the name of Pinecone, as it is written in names.
func MentionsPinecone(text []byte) bool {
	for _, word := range Spellings() {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// IsFile says whether a name is that of a regular file, or of a link to one.
func IsFile(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// ReadFile is [Tree.Read] for a file system without a walk. It opens the file once: each
// step on the way to it is a call to the operating system.
func ReadFile(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot be read (%w)", cause(err))
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("cannot be read (%w)", cause(err))
	}
	if info.IsDir() {
		return nil, errors.New("is a directory, not a file")
	}
	if info.Size() > MaxFileSize {
		return nil, fmt.Errorf("has %d MB, more than the %d MB that are read", info.Size()>>20, MaxFileSize>>20)
	}
	return readAll(file, int(info.Size()))
}

// readAll reads a file that is about so long, and no more than [MaxFileSize].
func readAll(file io.Reader, size int) ([]byte, error) {
	data := make([]byte, 0, size+1) // with room to see the end
	for {
		n, err := file.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, fmt.Errorf("cannot be read (%w)", cause(err))
		case len(data) == size && size > 0:
			return data, nil // spares the call that finds the end
		case len(data) > MaxFileSize:
			return nil, fmt.Errorf("has more than the %d MB that are read", MaxFileSize>>20)
		}
		data = slices.Grow(data, 1)
	}
}

// Glob lists the tree's files whose base name has one of the suffixes.
func (t *Tree) Glob(suffixes ...string) []File {
	var files []File
	for _, file := range t.Files {
		base := path.Base(file.Path)
		if slices.ContainsFunc(suffixes, func(suffix string) bool { return strings.HasSuffix(base, suffix) }) {
			files = append(files, file)
		}
	}
	return files
}

// cause strips a path error of its path, which the caller's sentence already has.
func cause(err error) error {
	if pathError, ok := errors.AsType[*fs.PathError](err); ok {
		return pathError.Err
	}
	return err
}

// Mentioning are the files that a name is told to be of and that mention Pinecone, with what
// they hold, until ctx ends. What is dismissed is left out, and so is what cannot be read, of
// which the search for secrets tells.
func (t *Tree) Mentioning(ctx context.Context, isOne func(name string) bool) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, file := range t.Files {
			if ctx.Err() != nil {
				return
			}
			if !isOne(file.Path) || t.Noted(file.Path) == NoMention {
				continue
			}
			data, err := t.Read(file.Path)
			if err == nil && MentionsPinecone(data) && !yield(file.Path, data) {
				return
			}
		}
	}
}
