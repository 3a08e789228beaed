package revision_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/revision"
)

func leavesOut(t *testing.T, folder string) func(file string) bool {
	t.Helper()
	tree, err := revision.OpenWorkTree(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	return tree.LeavesOut
}

// TestLeavesOut holds the patterns to what git says of each file.
func TestLeavesOut(t *testing.T) {
	folder := t.TempDir()
	git(t, folder, "init", "-q", "-b", "main")
	write(t, folder, map[string]string{
		".git/info/exclude": "mine.env\n",
		".gitignore": "\ufeff# local\n.env\r\n*.local\n!kept.local\n/top.env\nsome/deep.env\nout/\nlogs/**\n!logs/kept.env\n" +
			"**/any/one.env\na/**/z.env\n\\#odd\n\\!odd\nspace.env  \nquoted\\ \n[!a]x.env\nab?.env\n[bad\n",
		"sub/.gitignore":   "!.env\nown.env\n/first.env\n",
		"out/.gitignore":   "!deep.env\n",
		"other/.git/HEAD":  "ref: refs/heads/main\n",
		"other/.gitignore": ".env\n",
	})
	files := []string{
		".env", "b/.env", "sub/.env", "sub/own.env", "own.env", "sub/first.env", "sub/b/first.env", "x.local", "kept.local",
		"b/kept.local", "top.env", "b/top.env", "some/deep.env", "b/some/deep.env", "out/deep.env", "b/out/deep.env",
		"logs/a.env", "logs/kept.env", "logs/b/kept.env", "any/one.env", "b/any/one.env", "a/z.env", "a/b/c/z.env", "b/a/z.env",
		"#odd", "!odd", "space.env", "quoted ", "quoted", "ax.env", "bx.env", "abc.env", "ab.env", "mine.env", "b/mine.env",
		"[bad", "plain.env",
	}
	texts := map[string]string{}
	for _, file := range files {
		texts[file] = "x\n"
	}
	write(t, folder, texts)
	untracked := gitFed(t, folder, strings.Join(files, "\x00")+"\x00", "-c", "core.excludesFile=/dev/null",
		"ls-files", "--others", "--exclude-standard", "-z", "--", ".")
	kept := map[string]bool{}
	for file := range strings.SplitSeq(untracked, "\x00") {
		kept[file] = true
	}
	left := leavesOut(t, folder)
	for _, file := range files {
		if got := left(file); got == kept[file] {
			t.Errorf("%s: left out %t, and git lists it %t", file, got, kept[file])
		}
	}
	if left("other/.env") {
		t.Error("what a repository within the repository leaves out was told")
	}
}

func TestLeavesOutNothingTracked(t *testing.T) {
	for _, version := range []string{"2", "4"} {
		folder := t.TempDir()
		git(t, folder, "init", "-q", "-b", "main")
		git(t, folder, "config", "index.version", version)
		write(t, folder, map[string]string{".gitignore": "*.env\n", "a.env": "a", "c/b.env": "b", "c/new.env": "n"})
		git(t, folder, "add", "-f", "a.env", "c/b.env")
		git(t, folder, "commit", "-q", "-m", "one")
		left := leavesOut(t, folder)
		if left("a.env") || left("c/b.env") || !left("c/new.env") {
			t.Errorf("index version %s: got %t, %t and %t", version, left("a.env"), left("c/b.env"), left("c/new.env"))
		}
	}
}

func TestOpenWorkTreeRefuses(t *testing.T) {
	if _, err := revision.OpenWorkTree(t.TempDir()); err == nil {
		t.Error("a folder without git is a work tree")
	}
	folder := t.TempDir()
	git(t, folder, "init", "-q", "-b", "main")
	write(t, folder, map[string]string{".git/index": "DIRC"})
	if _, err := revision.OpenWorkTree(folder); err == nil {
		t.Error("a broken index was read")
	}
	split := t.TempDir()
	git(t, split, "init", "-q", "-b", "main")
	commit(t, split, "one", map[string]string{"a.env": "a"})
	git(t, split, "update-index", "--split-index")
	if _, err := revision.OpenWorkTree(filepath.Clean(split)); err == nil {
		t.Error("half of an index was taken for the whole")
	}
}
