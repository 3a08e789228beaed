package main

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// folders is the file system below a root, which it never leaves. A root opens every
// folder on the way to a file, each time; this one keeps the folders that it was in last
// open, since the files of one are read one after the other.
type folders struct {
	root *os.Root
	mu   sync.Mutex
	kept [keptFolders]struct {
		name string
		root *os.Root
	}
	next int
}

const keptFolders = 8

// Open implements [fs.FS].
func (f *folders) Open(name string) (fs.File, error) {
	folder, base := path.Split(name)
	if folder != "" && fs.ValidPath(name) {
		if root := f.folder(path.Clean(folder)); root != nil {
			if file, err := root.Open(base); err == nil {
				return file, nil
			}
		}
	}
	// The root itself says what is wrong, and follows a link to another folder.
	file, err := f.root.FS().Open(name)
	if err != nil {
		return nil, err //nolint:wrapcheck // it is a path error
	}
	return file, nil
}

// folder is one that is open, or nil.
func (f *folders) folder(name string) *os.Root {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, kept := range f.kept {
		if kept.name == name {
			return kept.root
		}
	}
	root, err := f.root.OpenRoot(name)
	if err != nil {
		return nil
	}
	oldest := &f.kept[f.next]
	f.next = (f.next + 1) % keptFolders
	if oldest.root != nil {
		_ = oldest.root.Close() // who still reads from it holds it open
	}
	oldest.name, oldest.root = name, root
	return root
}

// Stat implements [fs.StatFS].
func (f *folders) Stat(name string) (fs.FileInfo, error) {
	return fs.Stat(f.root.FS(), name) //nolint:wrapcheck // it is a path error
}

// ReadDir implements [fs.ReadDirFS].
func (f *folders) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(f.root.FS(), name) //nolint:wrapcheck // it is a path error
}

// ReadLink implements [fs.ReadLinkFS].
func (f *folders) ReadLink(name string) (string, error) {
	return fs.ReadLink(f.root.FS(), name) //nolint:wrapcheck // it is a path error
}

// Lstat implements [fs.ReadLinkFS].
func (f *folders) Lstat(name string) (fs.FileInfo, error) {
	return fs.Lstat(f.root.FS(), name) //nolint:wrapcheck // it is a path error
}

func (f *folders) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, kept := range f.kept {
		if kept.root != nil {
			_ = kept.root.Close()
		}
		f.kept[i].root, f.kept[i].name = nil, ""
	}
}
