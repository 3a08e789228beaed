package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/fix"
	"github.com/pinelint/pinelint/pkg/revision"
)

// repository is what is judged: a folder, in the repository that it belongs to.
type repository struct {
	root *os.Root
	// opened reads below root.
	opened *folders
	// base is the folder that paths are relative to and that nothing is read outside of:
	// the nearest one above with .git, so that a report's paths fit the repository's, or
	// else the manifest's, or else the folder itself.
	base string
	// folder is what is judged, relative to base, with forward slashes.
	folder string
	// manifest is the manifest's path relative to base, empty where there is none.
	manifest string
	// git has its revisions, where one was asked for, and then is the one that is read instead of
	// the files as they are.
	git  *revision.Repository
	then *past
	// content replaces that of some files, by their path, to judge what would be.
	content map[string][]byte
}

// has says whether a file is there.
func (r *repository) has(file string) bool { return collect.IsFile(r.files(), file) }

// files is the file system that collectors read.
func (r *repository) files() fs.FS {
	if r.then != nil {
		return r.then
	}
	if len(r.content) == 0 {
		return r.opened
	}
	return fix.Overlay(r.root.FS(), r.content)
}

// with is the repository with other contents of some files.
func (r *repository) with(content map[string][]byte) *repository {
	changed := *r
	changed.content = content
	return &changed
}

// openRepository finds the repository and the manifest that belong to a folder.
func openRepository(path, manifest string) (*repository, error) {
	folder, err := filepath.Abs(path)
	if err != nil {
		return nil, usage("find %s: %w", path, err)
	}
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("there is no folder %s", path)
	case err != nil:
		return nil, usage("open %s: %w", path, err)
	case !info.IsDir():
		return nil, usage("%s is a file: name the folder that it stands in, or use --plan or --snapshot", path)
	}
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		return nil, usage("open %s: %w", path, err)
	}
	found, top := manifest, filepath.Dir(upwards(folder, ".git", ""))
	if top == "." {
		top = "" // there is no repository, so the search ends at the file system's root
	}
	if found == "" {
		found = upwards(folder, config.FileName, top)
	}
	base := top
	switch {
	case base != "":
	case found != "" && manifest == "":
		base = filepath.Dir(found)
	default:
		base = folder
	}
	root, err := os.OpenRoot(base)
	if err != nil {
		return nil, usage("open %s: %w", base, err)
	}
	r := &repository{root: root, opened: &folders{root: root}, base: base, folder: relative(base, folder)}
	if found != "" {
		if found, err = filepath.Abs(found); err != nil {
			return nil, usage("find %s: %w", manifest, err)
		}
		r.manifest = relative(base, found)
	}
	return r, nil
}

// upwards is the path of an entry of that name in a folder or the nearest above it, as
// far as the folder top, or empty.
func upwards(folder, name, top string) string {
	for {
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); err == nil {
			return path
		}
		parent := filepath.Dir(folder)
		if folder == top || parent == folder {
			return ""
		}
		folder = parent
	}
}

func relative(base, path string) string {
	shown, err := filepath.Rel(base, path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	return filepath.ToSlash(shown)
}

// inside is the path of a file relative to the base, empty where it lies outside.
func (r *repository) inside(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	if found := relative(r.base, path); filepath.IsLocal(found) {
		return found
	}
	return ""
}

// from is a file's path from the base, also where it stands outside: shown from the
// working directory, it then leads there.
func (r *repository) from(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return relative(r.base, path)
}

// shownFrom leads from the working directory to the base, for paths that a person opens.
func (r *repository) shownFrom() string { return r.shown(".") }

// shown is a file below the base as a person in the working directory opens it.
func (r *repository) shown(file string) string {
	here, err := workingDirectory()
	if err != nil {
		return file
	}
	return relative(here, filepath.Join(r.base, filepath.FromSlash(file)))
}

// here is the folder below the base that is the working directory, empty where that is none.
func (r *repository) here() string {
	here, err := workingDirectory()
	if err != nil {
		return ""
	}
	if found := relative(r.base, here); fs.ValidPath(found) && found != "." {
		return found
	}
	return ""
}

func workingDirectory() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(here)
}

// readManifest reads the manifest, also one that --config names outside of the base.
func (r *repository) readManifest() ([]byte, error) {
	if data, ok := r.content[r.manifest]; ok {
		return data, nil
	}
	path, stat, read := filepath.Join(r.base, filepath.FromSlash(r.manifest)), os.Stat, os.ReadFile
	if r.then != nil && fs.ValidPath(r.manifest) {
		path, stat = r.manifest, r.then.Stat
		read = func(name string) ([]byte, error) { return fs.ReadFile(r.then, name) }
	}
	info, err := stat(path)
	switch {
	case err != nil:
		return nil, usage("read manifest %s: %w", r.manifest, err)
	case info.IsDir():
		return nil, usage("read manifest %s: it is a folder, not a file", r.manifest)
	case info.Size() > config.MaxSize:
		return nil, usage("read manifest %s: it has %d MB, more than the %d MB that are read",
			r.manifest, info.Size()>>20, config.MaxSize>>20)
	}
	data, err := read(path)
	if err != nil {
		return nil, usage("read manifest %s: %w", r.manifest, err)
	}
	return data, nil
}

func (r *repository) close() {
	if r.git != nil {
		r.git.Close()
	}
	r.opened.close()
	_ = r.root.Close()
}

// source reads a file for the lines that a report shows.
func (r *repository) source(file string) ([]byte, error) {
	data, err := fs.ReadFile(r.root.FS(), file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return data, nil
}
