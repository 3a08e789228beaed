package history_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/history"
)

// repository is one that git makes, with nothing of the machine's configuration.
type repository struct {
	t      testing.TB
	folder string
}

func newRepository(t testing.TB) repository {
	t.Helper()
	r := repository{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repository) git(args ...string) string {
	r.t.Helper()
	command := exec.CommandContext(r.t.Context(), "git", append([]string{"-C", r.folder}, args...)...)
	command.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + r.folder, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_AUTHOR_DATE=2026-11-01T12:00:00Z",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com", "GIT_COMMITTER_DATE=2026-11-01T12:00:00Z",
	}
	out, err := command.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit writes files, an empty one to delete it, and commits them.
func (r repository) commit(files map[string]string) string {
	r.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(r.folder, name)
		if files[name] == "" {
			r.git("rm", "-q", name)
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o600); err != nil {
			r.t.Fatal(err)
		}
		r.git("add", name)
	}
	r.git("commit", "-q", "-m", "change")
	return r.git("rev-parse", "HEAD")
}

// commitAll writes files and commits all at once.
func (r repository) commitAll(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		path := filepath.Join(r.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			r.t.Fatal(err)
		}
	}
	r.git("add", ".")
	r.git("commit", "-q", "-m", "change")
}

func (r repository) fsys() fs.FS { return os.DirFS(filepath.Join(r.folder, ".git")) }

// read gives all blobs by their content, and where those in a folder came first.
func read(t testing.TB, fsys fs.FS, folder string, jobs int) (places map[string]string, unread []string) {
	t.Helper()
	past, err := history.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	defer past.Close()
	var mu sync.Mutex
	contents := map[history.ID]string{}
	wanted := map[history.ID]bool{}
	err = past.Blobs(t.Context(), jobs, func(blob history.ID, content []byte) {
		mu.Lock()
		defer mu.Unlock()
		if contents[blob] != "" {
			t.Errorf("%s is visited twice", blob)
		}
		contents[blob], wanted[blob] = string(content), true
	})
	if err != nil {
		t.Fatal(err)
	}
	found, err := past.Places(t.Context(), folder, wanted)
	if err != nil {
		t.Fatal(err)
	}
	places = map[string]string{}
	for blob, content := range contents {
		if place, ok := found[blob]; ok {
			places[content] = place.File + " " + place.Commit.String()
		} else {
			places[content] = "nowhere"
		}
	}
	return places, past.Unread()
}

func TestPlaces(t *testing.T) {
	r := newRepository(t)
	first := r.commit(map[string]string{"a.txt": "one", "deep/er/b.txt": "two", "same.txt": "one"})
	second := r.commit(map[string]string{"a.txt": "three", "deep/er/b.txt": ""})
	r.git("checkout", "-q", "-b", "side", first)
	side := r.commit(map[string]string{"side.txt": "four"})
	r.git("checkout", "-q", "main")
	r.git("merge", "-q", "-m", "merge", "side")
	r.git("checkout", "-q", "--detach")
	tagged := r.commit(map[string]string{"tagged.txt": "five"})
	r.git("tag", "-a", "-m", "one", "v1")
	r.git("tag", "-a", "-m", "of a tag", "v2", "v1")
	r.git("checkout", "-q", "main")
	lost := filepath.Join(r.folder, "lost.txt")
	if err := os.WriteFile(lost, []byte("lost"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.git("hash-object", "-w", lost)

	want := map[string]string{
		"one": "a.txt " + first, "two": "deep/er/b.txt " + first, "three": "a.txt " + second,
		"four": "side.txt " + side, "five": "tagged.txt " + tagged, "lost": "nowhere",
	}
	below := map[string]string{
		"one": "nowhere", "two": "deep/er/b.txt " + first, "three": "nowhere", "four": "nowhere", "five": "nowhere",
		"lost": "nowhere",
	}
	check := func(form string) {
		for jobs := range 4 {
			if got, unread := read(t, r.fsys(), ".", jobs); !maps.Equal(got, want) || len(unread) > 0 {
				t.Errorf("%s, %d jobs: %v, %v", form, jobs, got, unread)
			}
		}
		if got, _ := read(t, r.fsys(), "deep/er", 1); !maps.Equal(got, below) {
			t.Errorf("%s, of a folder: %v", form, got)
		}
	}
	check("loose")
	r.git("gc", "-q", "--prune=never")
	check("packed")
}

// TestDeltas has a file that changes a little, often, so that git makes long chains of deltas,
// by offset and by name.
func TestDeltas(t *testing.T) {
	r := newRepository(t)
	want := map[string]string{}
	lines := make([]string, 400)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d has %d", i, i*i*7919)
	}
	for i := range 25 {
		lines[i*5] = fmt.Sprintf("changed %d", i)
		text := strings.Join(lines, "\n")
		want[text] = "long.txt " + r.commit(map[string]string{"long.txt": text})
	}
	for _, form := range []string{"true", "false"} {
		r.git("-c", "repack.useDeltaBaseOffset="+form, "repack", "-q", "-a", "-d", "-f", "--depth=40")
		for _, jobs := range []int{1, 3} {
			if got, unread := read(t, r.fsys(), ".", jobs); !maps.Equal(got, want) || len(unread) > 0 {
				t.Errorf("%s, %d jobs: %d of %d, %v", form, jobs, len(got), len(want), unread)
			}
		}
	}
}

func TestUnread(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"a.txt": "one"})
	r.commit(map[string]string{"a.txt": "two", "large.bin": strings.Repeat("x", collect.MaxFileSize+1)})
	for _, form := range []string{"loose", "packed"} {
		got, unread := read(t, r.fsys(), ".", 2)
		if len(got) != 2 || len(unread) != 1 || unread[0] != "1 of its files are larger than the 20 MB that are read" {
			t.Errorf("%s: %d, %v", form, len(got), unread)
		}
		r.git("gc", "-q")
	}
	shallow := newRepository(t)
	shallow.git("fetch", "-q", "--depth=1", "file://"+r.folder, "main")
	shallow.git("reset", "-q", "--hard", "FETCH_HEAD")
	got, unread := read(t, shallow.fsys(), ".", 1)
	if len(got) != 1 || len(unread) != 2 || !strings.Contains(unread[1], "the clone is shallow") {
		t.Errorf("shallow: %d, %v", len(got), unread)
	}
	if _, err := history.Open(fstest.MapFS{}); err == nil {
		t.Error("no error for a folder without objects")
	}
}

// TestDamaged changes every part of a repository: what can be read is, what not is said, and
// nothing panics.
func TestDamaged(t *testing.T) {
	r := newRepository(t)
	for i := range 8 {
		r.commit(map[string]string{"a.txt": strings.Repeat("the same in each of them\n", 40) + fmt.Sprint(i)})
	}
	r.git("gc", "-q")
	r.commit(map[string]string{"b.txt": "loose"})
	whole := fstest.MapFS{}
	err := fs.WalkDir(r.fsys(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			data, err := fs.ReadFile(r.fsys(), name)
			whole[name] = &fstest.MapFile{Data: data}
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	silent := 0
	for name, file := range whole {
		if !strings.HasPrefix(name, "objects/") {
			continue
		}
		for at := 0; at < len(file.Data); at += 1 + len(file.Data)/60 {
			for _, change := range []byte{0x01, 0x40, 0xFF} {
				damaged := maps.Clone(whole)
				data := slices.Clone(file.Data)
				data[at] ^= change
				damaged[name] = &fstest.MapFile{Data: data}
				if got, unread := read(t, damaged, ".", 1); len(got) < 9 && len(unread) == 0 {
					silent++
					t.Logf("%s: byte %d: %d blobs", name, at, len(got))
				}
			}
		}
		cut := maps.Clone(whole)
		cut[name] = &fstest.MapFile{Data: file.Data[:len(file.Data)/2]}
		read(t, cut, ".", 1)
	}
	// A byte that makes one type of object of another is found by nothing but its hash.
	if silent > 4 {
		t.Errorf("%d changes lost a blob, and nothing was said", silent)
	}
}

func TestEnds(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"a.txt": "one"})
	past, err := history.Open(r.fsys())
	if err != nil {
		t.Fatal(err)
	}
	defer past.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := past.Blobs(ctx, 1, func(history.ID, []byte) {}); err == nil {
		t.Error("no error for a context that has ended")
	}
	if _, err := past.Places(ctx, ".", nil); err == nil {
		t.Error("no error for a context that has ended")
	}
}
