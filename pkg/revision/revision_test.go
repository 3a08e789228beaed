package revision_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/revision"
)

// git runs git in a folder, without anybody's configuration.
func git(t *testing.T, folder string, args ...string) string {
	t.Helper()
	return gitFed(t, folder, "", args...)
}

// gitFed is git that reads a text.
func gitFed(t *testing.T, folder, stdin string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "git", args...)
	command.Dir, command.Stdin = folder, strings.NewReader(stdin)
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@acme.example", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@acme.example",
		"GIT_ALLOW_PROTOCOL=file")
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func commit(t *testing.T, folder, message string, files map[string]string) string {
	t.Helper()
	write(t, folder, files)
	git(t, folder, "add", "-A")
	git(t, folder, "commit", "-q", "-m", message)
	return git(t, folder, "rev-parse", "HEAD")
}

// history is main with two commits, a branch from the first, and a tag on it.
func history(t *testing.T) (folder string, ids map[string]string) {
	folder = t.TempDir()
	git(t, folder, "init", "-q", "-b", "main")
	ids = map[string]string{"one": commit(t, folder, "one", map[string]string{"a.tf": "one\n", "b/c.tf": "c\n"})}
	git(t, folder, "checkout", "-q", "-b", "topic")
	ids["topic"] = commit(t, folder, "topic", map[string]string{"a.tf": "topic\n"})
	git(t, folder, "tag", "-a", "v1", "-m", "v1")
	git(t, folder, "checkout", "-q", "main")
	ids["two"] = commit(t, folder, "two", map[string]string{"a.tf": "two\n" + strings.Repeat("line\n", 500)})
	git(t, folder, "update-ref", "refs/remotes/origin/main", ids["one"])
	git(t, folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	return folder, ids
}

func open(t *testing.T, folder string) *revision.Repository {
	t.Helper()
	repository, err := revision.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(repository.Close)
	return repository
}

// TestResolve finds what git finds, also where everything is packed.
func TestResolve(t *testing.T) {
	folder, ids := history(t)
	for _, packed := range []bool{false, true} {
		if packed {
			git(t, folder, "gc", "-q", "--aggressive", "--prune=now")
		}
		repository := open(t, folder)
		for _, name := range []string{
			"HEAD", "@", "main", "heads/main", "refs/heads/topic", "v1", "tags/v1", "origin", "origin/main", ids["two"],
			ids["topic"][:7], strings.ToUpper(ids["one"][:8]), "HEAD~", "HEAD~1", "topic^", "v1^1", "main~0", "main^0",
		} {
			got, err := repository.Resolve(name)
			if want := git(t, folder, "rev-parse", name+"^{commit}"); err != nil || got.ID() != want {
				t.Errorf("packed %v, %s: got %s and %v, want %s", packed, name, got.ID(), err, want)
			}
		}
		for name, want := range map[string]string{
			"nowhere": `there is no revision "nowhere": fetch it`, "": "there is no revision", "HEAD~7": "has no parent 1",
			"HEAD^2": "has no parent 2", "HEAD~x^{tree}": "", "../HEAD": "there is no revision", "config": "there is no revision",
			"refs/heads/../../config": "there is no revision", "main^{tree}": "is not understood", "zzzz": "there is no revision",
			strings.Repeat("0", 40): "its object is not in the repository",
		} {
			if _, err := repository.Resolve(name); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("packed %v, %q: got %v, want %q", packed, name, err, want)
			}
		}
		topic, _ := repository.Resolve("topic")
		main, _ := repository.Resolve("main")
		base, err := repository.MergeBase(topic, main)
		if err != nil || base.ID() != ids["one"] {
			t.Errorf("packed %v: the merge base is %s and %v, want %s", packed, base.ID(), err, ids["one"])
		}
		if same, err := repository.MergeBase(main, main); err != nil || same.ID() != ids["two"] {
			t.Errorf("of one commit: %s and %v", same.ID(), err)
		}
	}
}

// TestMergeBaseOfMerges compares with git on a history with merges.
func TestMergeBaseOfMerges(t *testing.T) {
	folder, _ := history(t)
	git(t, folder, "checkout", "-q", "-b", "other", "topic")
	commit(t, folder, "other", map[string]string{"d": "d"})
	git(t, folder, "merge", "-q", "-s", "ours", "-m", "merge", "main")
	git(t, folder, "checkout", "-q", "main")
	commit(t, folder, "three", map[string]string{"e": "e"})
	repository := open(t, folder)
	for _, pair := range [][2]string{{"main", "other"}, {"other", "main"}, {"topic", "other"}, {"main~2", "topic"}} {
		a, _ := repository.Resolve(pair[0])
		b, _ := repository.Resolve(pair[1])
		got, err := repository.MergeBase(a, b)
		if want := git(t, folder, "merge-base", pair[0], pair[1]); err != nil || got.ID() != want {
			t.Errorf("%v: got %s and %v, want %s", pair, got.ID(), err, want)
		}
	}
	git(t, folder, "checkout", "-q", "--orphan", "alone")
	commit(t, folder, "alone", map[string]string{"f": "f"})
	a, _ := repository.Resolve("main")
	b, err := repository.Resolve("alone")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := repository.MergeBase(a, b); err == nil || err.Error() != "they have no commit in common" {
		t.Errorf("got %v", err)
	}
}

// TestMergeBaseOfAny compares with all that git finds, in histories with merges that criss-cross,
// with commits of one second, and with clocks that went wrong.
func TestMergeBaseOfAny(t *testing.T) {
	const histories, commits = 40, 12
	folder := t.TempDir()
	git(t, folder, "init", "-q", "-b", "main")
	random := rand.New(rand.NewPCG(1, 2))
	var stream strings.Builder
	for history := range histories {
		for i := range commits {
			when := []int{1_000_000, 1_000_000 + i, random.IntN(2_000_000)}[history%3]
			mark := history*commits + i + 1
			fmt.Fprintf(&stream, "commit refs/heads/h%d-%d\nmark :%d\ncommitter a <a@acme.example> %d +0000\ndata 0\n",
				history, i, mark, when)
			keyword := "from"
			for back := 1; back <= min(i, 4); back++ {
				if i < 3 && back == 1 || random.IntN(3) == 0 {
					fmt.Fprintf(&stream, "%s :%d\n", keyword, mark-back)
					keyword = "merge"
				}
			}
			stream.WriteString("\n")
		}
	}
	gitFed(t, folder, stream.String(), "fast-import", "--quiet")
	repository := open(t, folder)
	for history := range histories {
		for range 3 {
			names := [2]string{}
			var ends [2]revision.Commit
			for i := range names {
				names[i] = fmt.Sprintf("h%d-%d", history, random.IntN(commits))
				ends[i], _ = repository.Resolve(names[i])
			}
			// It exits 1 where there is none, so that its exit code says nothing here.
			all := git(t, folder, "-c", "alias.all=!git merge-base --all \"$@\" || :", "all", names[0], names[1])
			got, err := repository.MergeBase(ends[0], ends[1])
			if (err != nil) != (all == "") || err == nil && !slices.Contains(strings.Fields(all), got.ID()) {
				t.Errorf("%v: got %s and %v, git has %q", names, got.ID(), err, all)
			}
		}
	}
}

// TestTree holds the file system to what file systems must do, and its links to the tree.
func TestTree(t *testing.T) {
	folder := t.TempDir()
	git(t, folder, "init", "-q", "-b", "main")
	write(t, folder, map[string]string{"main.tf": "one\n", "modules/a/main.tf": "two\n", "modules.txt": "", "empty": ""})
	for name, target := range map[string]string{
		"link.tf": "modules/a/main.tf", "modules/b": "a", "modules/up": "../main.tf", "out": "../../etc/passwd",
		"absolute": "/etc/passwd", "loop": "loop", "nothing": "gone", "twice": "modules/b/main.tf",
	} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	git(t, folder, "update-index", "--add", "--cacheinfo", "160000,"+strings.Repeat("1", 40)+",sub")
	git(t, folder, "add", "-A", "--", "main.tf", "modules", "modules.txt", "empty", "link.tf", "out", "absolute", "loop", "nothing", "twice")
	git(t, folder, "commit", "-q", "-m", "all")
	repository := open(t, folder)
	head, err := repository.Resolve("HEAD")
	if err != nil {
		t.Fatal(err)
	}
	tree := repository.Tree(head)
	for name, want := range map[string]string{
		"main.tf": "one\n", "link.tf": "two\n", "modules/b/main.tf": "two\n", "modules/up": "one\n", "twice": "two\n", "empty": "",
		"out": "leads out of the repository", "absolute": "leads out of the repository", "loop": "too many links",
		"nothing": "file does not exist", "sub": "file does not exist", "gone/x": "file does not exist",
		"main.tf/x": "file does not exist", "../x": "invalid argument", "modules": "is a directory",
	} {
		data, err := fs.ReadFile(tree, name)
		if got := fmt.Sprint(string(data), err); !strings.Contains(got, want) || (err == nil) != strings.HasSuffix("x"+want, "\n") && name != "empty" {
			t.Errorf("%s: got %q and %v, want %q", name, data, err, want)
		}
	}
	var listed []string
	entries, err := tree.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		listed = append(listed, entry.Type().String()[:1]+entry.Name())
	}
	if got := strings.Join(listed, " "); got != "Labsolute -empty Llink.tf Lloop -main.tf dmodules -modules.txt Lnothing Lout Ltwice" {
		t.Errorf("listed %s", got)
	}
	plain, err := fs.Sub(tree, "modules/a")
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(plain, "main.tf"); err != nil {
		t.Error(err)
	}
}

// TestOpen finds the repository of worktrees and submodules, and follows no other .git.
func TestOpen(t *testing.T) {
	folder, ids := history(t)
	tree := filepath.Join(t.TempDir(), "tree")
	git(t, folder, "worktree", "add", "-q", tree, "topic")
	super := t.TempDir()
	git(t, super, "init", "-q")
	git(t, super, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "-b", "main", folder, "sub")
	for _, place := range []struct{ folder, want string }{{tree, ids["topic"]}, {filepath.Join(super, "sub"), ids["two"]}} {
		head, err := open(t, place.folder).Resolve("HEAD")
		if err != nil || head.ID() != place.want {
			t.Errorf("%s: HEAD is %s and %v, want %s", place.folder, head.ID(), err, place.want)
		}
		if _, err := open(t, place.folder).Resolve("main"); err != nil {
			t.Error(err)
		}
	}
	thief := t.TempDir()
	for text, want := range map[string]string{
		"gitdir: " + filepath.Join(folder, ".git"): "of another work tree", "nonsense": "does not name a git folder",
		"gitdir: " + filepath.Join(folder, ".git", "worktrees", "tree"): "of another work tree", "gitdir: gone": "of another work tree",
	} {
		write(t, thief, map[string]string{".git": text})
		if _, err := revision.Open(thief); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	// A git folder of its own may name another one to share, too.
	for _, shared := range []string{filepath.Join(folder, ".git"), "../../other/.git"} {
		thief := t.TempDir()
		git(t, thief, "init", "-q")
		write(t, thief, map[string]string{".git/commondir": shared})
		if _, err := revision.Open(thief); err == nil || !strings.Contains(err.Error(), "does not have it as a work tree") {
			t.Errorf("shares %s: got %v", shared, err)
		}
	}
	planted := t.TempDir()
	write(t, planted, map[string]string{
		".git": "gitdir: fake", "fake/gitdir": filepath.Join(planted, ".git"), "fake/commondir": filepath.Join(folder, ".git"),
	})
	if _, err := revision.Open(planted); err == nil || !strings.Contains(err.Error(), "does not have it as a work tree") {
		t.Errorf("a work tree that was checked out with its git folder: got %v", err)
	}
	linked := t.TempDir()
	if err := os.Symlink(filepath.Join(folder, ".git"), filepath.Join(linked, ".git")); err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]string{linked: "is not followed", t.TempDir(): "in no git repository"} {
		if _, err := revision.Open(place); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestShallow says what to fetch.
func TestShallow(t *testing.T) {
	folder, _ := history(t)
	clone := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", "--depth", "1", "--no-single-branch", "file://"+folder, clone)
	repository := open(t, clone)
	head, err := repository.Resolve("HEAD")
	if err != nil {
		t.Fatal(err)
	}
	topic, err := repository.Resolve("origin/topic")
	if err != nil {
		t.Fatal(err)
	}
	_, none := repository.Resolve("v2")
	_, absent := repository.Resolve(strings.Repeat("1", 40))
	_, apart := repository.MergeBase(head, topic)
	for _, err := range []error{none, absent, apart} {
		if err == nil || !strings.Contains(err.Error(), "shallow clone") || !strings.Contains(err.Error(), "fetch-depth: 0") {
			t.Errorf("got %v", err)
		}
	}
}

// TestBorrowed reads no objects of a repository that this one names.
func TestBorrowed(t *testing.T) {
	folder, ids := history(t)
	clone := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", "--shared", folder, clone)
	if _, err := open(t, clone).Resolve(ids["two"]); err == nil || !strings.Contains(err.Error(), "not in the repository") {
		t.Errorf("got %v", err)
	}
}

// TestDamaged damages every byte of a pack in turn and expects an error or the truth, and no
// panic.
func TestDamaged(t *testing.T) {
	folder, _ := history(t)
	git(t, folder, "gc", "-q", "--prune=now")
	packs, err := filepath.Glob(filepath.Join(folder, ".git", "objects", "pack", "*.[ip]*[xk]"))
	if err != nil || len(packs) < 2 {
		t.Fatalf("%v %v", packs, err)
	}
	for _, name := range packs {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, 0o644); err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(whole); at += 3 {
			broken := append([]byte{}, whole...)
			broken[at] ^= 0x55
			if err := os.WriteFile(name, broken, 0o644); err != nil {
				t.Fatal(err)
			}
			repository := open(t, folder)
			head, err := repository.Resolve("HEAD")
			if err == nil {
				_, _ = fs.ReadFile(repository.Tree(head), "a.tf")
			}
			repository.Close()
		}
		if err := os.WriteFile(name, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
