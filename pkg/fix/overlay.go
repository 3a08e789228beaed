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

func (o overlay) Open(name string) (fs.File, error) {
	if data, ok := o.content[name]; ok {
		return &replaced{name: path.Base(name), Reader: bytes.NewReader(data)}, nil
	}
	return o.FS.Open(name)
}

func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.FS, name) }

func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

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

func (r *replaced) Stat() (fs.FileInfo, error) { return description{r}, nil }
func (r *replaced) Close() error               { return nil }

type description struct{ *replaced }

func (d description) Name() string       { return d.name }
func (d description) Size() int64        { return d.replaced.Size() }
func (d description) Mode() fs.FileMode  { return 0o444 }
func (d description) ModTime() time.Time { return time.Time{} }
func (d description) IsDir() bool        { return false }
func (d description) Sys() any           { return nil }
