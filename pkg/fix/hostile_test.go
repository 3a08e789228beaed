package fix_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/fix"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const key = "resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = false\n}\n"

func rotate() []finding.Operation {
	return []finding.Operation{
		{Resource: "aws_kms_key.a", Op: finding.Set, Path: "/enable_key_rotation", Value: true},
		{Resource: "aws_kms_key.a", Op: finding.Set, Path: "/lifecycle/prevent_destroy", Value: true},
	}
}

// TestLineEnds keeps a byte order mark, CRLF and a last line without an end.
func TestLineEnds(t *testing.T) {
	repaired := strings.Replace(key, "false\n", "true\n\n  lifecycle {\n    prevent_destroy = true\n  }\n", 1)
	for name, write := range map[string]func(string) string{
		"CRLF": func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"mark": func(text string) string { return "\xEF\xBB\xBF" + text },
		"open": func(text string) string { return strings.TrimSuffix(text, "\n") },
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"main.tf": {Data: []byte(write(key))}}
			if got := edited(t, fsys, rotate()); got[after+"main.tf"] != write(repaired) {
				t.Errorf("got %q (%s)\nwant %q", got[after+"main.tf"], got["left"], write(repaired))
			}
		})
	}
}

// TestChanged: edits are not made in a file that somebody else has changed meanwhile.
func TestChanged(t *testing.T) {
	fsys := fstest.MapFS{"main.tf": {Data: []byte(key)}}
	before := judged(t, fsys)
	before.Results.Findings = []finding.Finding{{Verdict: finding.Fail, Patch: rotate()}}
	changes, left := fix.Propose(before.Evidence, before.Results.Findings, fsys)
	if len(changes) != 1 || len(left) != 0 {
		t.Fatalf("%d changes, left %v", len(changes), left)
	}
	fsys["main.tf"].Data = []byte("# mine\n" + key)
	prover := fix.Prover{
		FS: fsys, Before: before,
		Declared: func(context.Context) (map[snapshot.Location][]fix.Declaration, error) { return nil, nil },
	}
	if _, _, err := prover.Prove(t.Context(), changes); !errors.Is(err, fix.ErrChanged) {
		t.Error(err)
	}
}

// TestNotUTF8 leaves a file alone that a reader and an editor would not read alike.
func TestNotUTF8(t *testing.T) {
	fsys := fstest.MapFS{"main.tf": {Data: []byte(strings.Replace(key, "{\n", "{ # \xff\n", 1))}}
	got := edited(t, fsys, rotate())
	if got[after+"main.tf"] != "" || got["left"] == "" {
		t.Errorf("got %q", got)
	}
}

func TestWrite(t *testing.T) {
	folder := t.TempDir()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	outside := filepath.Join(t.TempDir(), "outside.tf")
	for name, mode := range map[string]os.FileMode{
		filepath.Join(folder, "main.tf"): 0o640, filepath.Join(folder, "locked.tf"): 0o440,
		filepath.Join(folder, "changed.tf"): 0o600, outside: 0o600,
	} {
		if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("main.tf", filepath.Join(folder, "link.tf")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(folder, "away")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"locked.tf":       "is read-only",
		"link.tf":         "is a symbolic link",
		"away/outside.tf": "cannot be read",
		"../outside.tf":   "outside of the repository",
		outside:           "outside of the repository",
		"gone.tf":         "cannot be read",
		"a\n+++ b/x.tf":   "control characters",
	} {
		if err := fix.Write(root, name, []byte("old"), []byte("new")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("write %s: %v, want %s", name, err, want)
		}
	}
	if err := fix.Write(root, "changed.tf", []byte("older"), []byte("new")); err == nil ||
		!strings.Contains(err.Error(), "has changed since it was read") {
		t.Errorf("write changed.tf: %v", err)
	}
	if err := fix.Write(root, "main.tf", []byte("old"), []byte("new")); err != nil {
		t.Error(err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "main.tf"))
	if info, statErr := os.Stat(filepath.Join(folder, "main.tf")); err != nil || statErr != nil ||
		string(data) != "new" || info.Mode().Perm() != 0o640 {
		t.Errorf("main.tf has %q and mode %v, %v", data, info.Mode(), err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 5 {
		t.Errorf("files were left over: %v, %v", entries, err)
	}
}

// TestDiffHidesSecrets: a diff has fewer lines around it rather than a secret.
func TestDiffHidesSecrets(t *testing.T) {
	redact := func(text string) string { return strings.ReplaceAll(text, "hidden", "***") }
	before, after := "a\nhidden\nb\nc\nd\n", "a\nhidden\nb\nx\nd\n"
	diff, ok := fix.Diff("f", []byte(before), []byte(after), redact)
	if want := "--- a/f\n+++ b/f\n@@ -3,3 +3,3 @@\n b\n-c\n+x\n d\n"; !ok || diff != want {
		t.Errorf("got %s, %v, want %s", diff, ok, want)
	}
	if diff, _ := fix.Diff("a b", []byte("1\n"), []byte("2\n"), redact); !strings.HasPrefix(diff, "--- a/a b\t\n+++ b/a b\t\n") {
		t.Errorf("a name with a blank has no end: %s", diff)
	}
	if diff, ok := fix.Diff("f", []byte("hidden=1\n"), []byte("hidden=2\n"), redact); ok {
		t.Errorf("a secret is shown: %s", diff)
	}
}
