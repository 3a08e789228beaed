package fix

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// overlay is a file system with the content of some files replaced.
type overlay struct {
	fs.FS
	content map[string][]byte
}

// Overlay is a file system in which some files have another content. They must exist:
// listings are those of the file system below.
func Overlay(fsys fs.FS, content map[string][]byte) fs.FS { return overlay{fsys, content} }

// Open opens a file with the content that it is to have.
func (o overlay) Open(name string) (fs.File, error) {
	if data, ok := o.content[name]; ok {
		return &replaced{name: path.Base(name), Reader: bytes.NewReader(data)}, nil
	}
	return o.FS.Open(name)
}

// ReadDir lists the folder below.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }

// ReadLink reads the link below.
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

// Lstat describes a file with the size that it is to have.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, ok := o.content[name]; ok {
		return fs.Stat(o, name)
	}
	return fs.Lstat(o.FS, name)
}

// replaced is an open file, and its own description.
type replaced struct {
	*bytes.Reader
	name string
}

// Stat describes the file.
func (r *replaced) Stat() (fs.FileInfo, error) { return description{r}, nil }

// Close does nothing: there is nothing open.
func (r *replaced) Close() error { return nil }

// description is what a file system says of a replaced file.
type description struct{ file *replaced }

// Name is the last element of its path.
func (d description) Name() string { return d.file.name }

// Size is the number of bytes that it is to have.
func (d description) Size() int64 { return d.file.Size() }

// Mode says that it can be read.
func (d description) Mode() fs.FileMode { return 0o444 }

// ModTime is no time: nobody wrote it.
func (d description) ModTime() time.Time { return time.Time{} }

// IsDir says that it is no folder.
func (d description) IsDir() bool { return false }

// Sys is nil: no system has it.
func (d description) Sys() any { return nil }
