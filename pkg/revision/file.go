package revision

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// described is an entry as a file system describes it.
type described struct {
	entry

	objects *objects
	size    int64
}

// Name is the last element of its path.
func (d *described) Name() string { return d.name }

// IsDir says whether it is a folder.
func (d *described) IsDir() bool { return d.mode.IsDir() }

// Type is what it is.
func (d *described) Type() fs.FileMode { return d.mode }

// Info looks up the size, which needs the object.
func (d *described) Info() (fs.FileInfo, error) {
	if d.mode.IsDir() {
		return d, nil
	}
	var err error
	if d.size, err = d.objects.size(d.id); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: d.name, Err: err}
	}
	return d, nil
}

// Size is that of the file.
func (d *described) Size() int64 { return d.size }

// Mode says what it is, and that it can be read.
func (d *described) Mode() fs.FileMode {
	if d.mode.IsDir() {
		return d.mode | 0o555
	}
	return d.mode | 0o444
}

// ModTime is no time: git keeps none.
func (d *described) ModTime() time.Time { return time.Time{} }

// Sys is nil: no system has it.
func (d *described) Sys() any { return nil }

// Stat implements [fs.StatFS].
func (t *Tree) Stat(name string) (fs.FileInfo, error) { return t.describe("stat", name, true) }

// Lstat implements [fs.ReadLinkFS].
func (t *Tree) Lstat(name string) (fs.FileInfo, error) { return t.describe("lstat", name, false) }

func (t *Tree) describe(op, name string, last bool) (fs.FileInfo, error) {
	at, err := t.find(op, name, last)
	if err != nil {
		return nil, err
	}
	at.name = path.Base(name)
	return (&described{entry: at, objects: t.objects}).Info()
}

// Open implements [fs.FS].
func (t *Tree) Open(name string) (fs.File, error) {
	at, err := t.find("open", name, true)
	if err != nil {
		return nil, err
	}
	at.name = path.Base(name)
	described := &described{entry: at, objects: t.objects}
	if at.mode.IsDir() {
		list, err := t.ReadDir(name)
		if err != nil {
			return nil, err
		}
		return &folder{described: described, list: list}, nil
	}
	return &file{described: described}, nil
}

// file is an open file. Its object is read when somebody reads it.
type file struct {
	*described

	content *bytes.Reader
}

// Stat describes the file.
func (f *file) Stat() (fs.FileInfo, error) { return f.Info() }

// Read implements [fs.File].
func (f *file) Read(p []byte) (int, error) {
	if f.content == nil {
		data, err := f.objects.read(plumbing.BlobObject, f.id, maxBlob)
		if err != nil {
			return 0, &fs.PathError{Op: "read", Path: f.name, Err: err}
		}
		f.content = bytes.NewReader(data)
	}
	return f.content.Read(p) //nolint:wrapcheck // io.EOF must stay itself
}

// Close lets go of the content.
func (f *file) Close() error { f.content = nil; return nil }

// folder is an open folder.
type folder struct {
	*described

	list []fs.DirEntry
}

// Stat describes the folder.
func (f *folder) Stat() (fs.FileInfo, error) { return f.Info() }

// Read refuses: a folder has no text.
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("is a directory")}
}

// Close does nothing: there is nothing open.
func (f *folder) Close() error { return nil }

// ReadDir implements [fs.ReadDirFile].
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.list) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.list) {
		n = len(f.list)
	}
	list := f.list[:n]
	f.list = f.list[n:]
	return list, nil
}
