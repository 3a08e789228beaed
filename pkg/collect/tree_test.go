package collect_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// repository makes a folder with links and one outside of it, and gives its root.
func repository(t *testing.T) fs.FS {
	t.Helper()
	outside := t.TempDir()
	write(t, filepath.Join(outside, "secret.txt"), "outside")
	root := t.TempDir()
	for _, name := range []string{
		"main.tf", "a/b.json", ".env", ".git/config", "a/node_modules/x.js", ".terraform/modules/m/main.tf", "git/x", ".github/w.yml",
	} {
		write(t, filepath.Join(root, name), name)
	}
	for link, target := range map[string]string{
		"inside.tf": "main.tf", "out.txt": filepath.Join(outside, "secret.txt"), "up.txt": "../../etc/passwd",
		"nowhere": "gone", "loop": "loop", "folder": "a",
	} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	opened, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close() })
	return opened.FS()
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func paths(files []collect.File) string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = file.Path
	}
	return strings.Join(names, " ")
}

func TestWalk(t *testing.T) {
	tree, err := collect.Walk(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := paths(tree.Files), ".env .github/w.yml a/b.json git/x inside.tf main.tf"; got != want {
		t.Errorf("files are %s, want %s", got, want)
	}
	if want := []string{".git", ".terraform", "a/node_modules"}; !slices.Equal(tree.Excluded, want) {
		t.Errorf("excluded are %v, want %v", tree.Excluded, want)
	}
	var left []string
	for _, problem := range tree.Problems {
		if problem.Kind != snapshot.Gap || !strings.Contains(problem.Message, "symbolic link that leads out of") {
			t.Errorf("unexpected problem %+v", problem)
		}
		left = append(left, problem.Location.File)
	}
	if want := []string{"loop", "nowhere", "out.txt", "up.txt"}; !slices.Equal(left, want) {
		t.Errorf("links without a file are %v, want %v", left, want)
	}
	if got := paths(tree.Glob(".tf", ".json")); got != "a/b.json inside.tf main.tf" {
		t.Errorf("by suffix: %s", got)
	}
	if data, err := tree.Read("inside.tf"); err != nil || string(data) != "main.tf" {
		t.Errorf("read through a link: %q, %v", data, err)
	}
	for _, name := range []string{"out.txt", "up.txt", "../x", "/etc/passwd", "nowhere", "a", "loop"} {
		if data, err := tree.Read(name); err == nil || strings.Contains(err.Error(), name+":") {
			t.Errorf("read %s: %q, %v", name, data, err)
		}
	}
}

func TestWalkOrder(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"a/b": {}, "a.txt": {}, "a-b/c": {}, "B": {}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(tree.Files, func(a, b collect.File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("not sorted: %s", paths(tree.Files))
	}
}

// broken is a file system with a folder that cannot be listed.
type broken struct {
	fs.FS
	folder string
}

func (b broken) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == b.folder {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("permission denied")}
	}
	return fs.ReadDir(b.FS, name)
}

func TestWalkSaysWhatCannotBeRead(t *testing.T) {
	fsys := fstest.MapFS{"a/b": {}, "c": {}}
	tree, err := collect.Walk(broken{fsys, "a"})
	if err != nil || paths(tree.Files) != "c" || len(tree.Problems) != 1 {
		t.Fatalf("%v, %+v", err, tree)
	}
	want := "a cannot be read (permission denied): make it readable, or scan a folder without it"
	if got := tree.Problems[0]; got.Message != want || got.Kind != snapshot.Broken {
		t.Errorf("%+v", got)
	}
	if _, err := collect.Walk(broken{fsys, "."}); err == nil || err.Error() != "read the repository: permission denied" {
		t.Errorf("the error of the root is %v", err)
	}
}

func TestReadRefusesLargeFiles(t *testing.T) {
	fsys := fstest.MapFS{"large": {Data: make([]byte, collect.MaxFileSize+1)}, "most": {Data: make([]byte, collect.MaxFileSize)}}
	if _, err := collect.ReadFile(fsys, "large"); err == nil || !strings.HasPrefix(err.Error(), "has 20 MB, more than") {
		t.Errorf("the error is %v", err)
	}
	if _, err := collect.ReadFile(fsys, "most"); err != nil {
		t.Error(err)
	}
}

// TestKeep hands what one collector has read to the next, once, and reads other files anew.
func TestKeep(t *testing.T) {
	fsys := fstest.MapFS{"main.tf": {Data: []byte("on disk")}, "notes.md": {Data: []byte("on disk")}}
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	buffer := []byte("kept")
	tree.Keep("main.tf", buffer)
	tree.Keep("notes.md", buffer)
	copy(buffer, "gone")
	for i, want := range []string{"kept", "on disk"} {
		if data, err := tree.Read("main.tf"); err != nil || string(data) != want {
			t.Errorf("read %d = %q, %v; want %q", i+1, data, err, want)
		}
	}
	if data, err := tree.Read("notes.md"); err != nil || string(data) != "on disk" {
		t.Errorf("what is no configuration was kept: %q, %v", data, err)
	}
}

// TestPacked leaves out what tools pack for a deployment, and not CDK's templates beside it.
func TestPacked(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{
		"app.py", "asset.a/app.py", ".aws-sam/build/template.yaml", "cdk.out/asset.1f/app.py", "cdk.out/S.template.json",
	} {
		files[name] = &fstest.MapFile{Data: []byte("a")}
	}
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := paths(tree.Files), "app.py asset.a/app.py cdk.out/S.template.json"; got != want {
		t.Errorf("files are %s, want %s", got, want)
	}
}
