package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestFolders holds the file system to the contract of fs.FS, with more folders than it
// keeps open, and to its root.
func TestFolders(t *testing.T) {
	base := t.TempDir()
	var names []string
	for i := range 2 * keptFolders {
		name := fmt.Sprintf("deep/f%d/main.tf", i)
		names = append(names, name)
		if err := os.MkdirAll(filepath.Join(base, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(base, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{
		"deep/f0/beside.tf": "../f1/main.tf", "deep/f0/out.tf": "../../../outside.tf", "outside": "/etc",
	} {
		if err := os.Symlink(target, filepath.Join(base, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(base), "outside.tf"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(base)
	if err != nil {
		t.Fatal(err)
	}
	files := &folders{root: root}
	t.Cleanup(func() {
		files.close()
		_ = root.Close()
	})
	for _, name := range append(names, names[0]) {
		if data, err := fs.ReadFile(files, name); string(data) != name || err != nil {
			t.Errorf("%s holds %q, %v", name, data, err)
		}
	}
	if data, err := fs.ReadFile(files, "deep/f0/beside.tf"); string(data) != names[1] {
		t.Errorf("a link to another folder holds %q, %v", data, err)
	}
	for _, name := range []string{"deep/f0/out.tf", "outside/passwd", "deep/f0/../../../outside.tf", "/etc/passwd", "deep/none.tf"} {
		if data, err := fs.ReadFile(files, name); err == nil {
			t.Errorf("%s was read: %q", name, data)
		}
	}
	for link := range map[string]bool{"deep/f0/beside.tf": true, "deep/f0/out.tf": true, "outside": true} {
		if err := os.Remove(filepath.Join(base, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := fstest.TestFS(files, names...); err != nil {
		t.Error(err)
	}
}
