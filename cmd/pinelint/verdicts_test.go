package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/finding"
)

// TestDemo holds what the demo shows: where each of its faults is reported, and that the
// repaired twin has none.
func TestDemo(t *testing.T) {
	var lines []string
	for _, found := range checked(t, "../../testdata/demo/broken").Findings {
		if found.Verdict == finding.Fail {
			lines = append(lines, place(found.Location, true)+" "+found.Rule)
		}
	}
	golden(t, "../../testdata/demo/want.txt", []byte(strings.Join(lines, "\n")+"\n"))
	repaired := checked(t, "../../testdata/demo/repaired")
	for _, found := range repaired.Findings {
		if found.Verdict == finding.Fail {
			t.Errorf("the repaired demo still fails: %s %s: %s", place(found.Location, true), found.Rule, found.Message)
		}
	}
	if repaired.Count().Pass == 0 {
		t.Error("nothing of the repaired demo was judged")
	}
}

// TestProviders judges configurations as the providers' documentation shows them. The
// want.txt beside each has every verdict that is not pass, and all that could not be read.
func TestProviders(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/providers/*/main.tf")
	if err != nil || len(folders) == 0 {
		t.Fatalf("there is no configuration to judge: %v", err)
	}
	for _, file := range folders {
		folder := filepath.Dir(file)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			results := checked(t, folder)
			if !slices.ContainsFunc(results.Sources, func(s finding.Source) bool { return s.Counts["resources"] > 0 }) {
				t.Error("no resource was read")
			}
			golden(t, filepath.Join(folder, "want.txt"), verdicts(results))
		})
	}
}

// verdicts has a line for each finding and each problem of a source.
func verdicts(results *finding.Results) []byte {
	var out bytes.Buffer
	for _, found := range results.Findings {
		fmt.Fprintf(&out, "%s %s %s %q\n", found.Verdict, found.Rule, place(found.Location, false), found.Resource.Name)
	}
	for _, source := range results.Sources {
		for _, problem := range source.Problems {
			fmt.Fprintf(&out, "%s %s %s\n", problem.Kind, place(problem.Location, false), problem.Message)
		}
	}
	return out.Bytes()
}

func place(at *finding.Location, column bool) string {
	switch {
	case at == nil:
		return "nowhere"
	case column:
		return fmt.Sprintf("%s:%d:%d", at.File, at.StartLine, at.StartColumn)
	default:
		return fmt.Sprintf("%s:%d", at.File, at.StartLine)
	}
}

// checked judges a copy of a folder that is a repository of its own.
func checked(t *testing.T, folder string) *finding.Results {
	t.Helper()
	results, stderr, code := resultsOf(t, ownRepository(t, folder))
	if code != exitClean && code != exitFindings {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	return results
}

func ownRepository(t *testing.T, folder string) string {
	t.Helper()
	repository := filepath.Join(copied(t, folder), filepath.Base(folder))
	if err := os.Mkdir(filepath.Join(repository, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	return repository
}

func resultsOf(t *testing.T, repository string) (results *finding.Results, stderr string, code int) {
	t.Helper()
	stdout, stderr, code := invoke(t, "check", repository, "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &results); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	return results, stderr, code
}

// copied copies folders into a new one, each under its own name.
func copied(t *testing.T, folders ...string) string {
	t.Helper()
	into := t.TempDir()
	for _, folder := range folders {
		if err := os.CopyFS(filepath.Join(into, filepath.Base(folder)), os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	return into
}

// invoke runs the program as a process would, on a fixed day and without an environment.
func invoke(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, diagnostics bytes.Buffer
	code = run(context.Background(), args, system{
		stdin: strings.NewReader(""), stdout: &out, stderr: &diagnostics,
		getenv:  func(string) string { return "" },
		environ: func() []string { return nil },
		now:     func() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) },
		random:  rand.Reader,
	})
	return out.String(), diagnostics.String(), code
}

// golden compares with a file, or writes it.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	gotLines, wantLines := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for _, line := range gotLines {
		if !slices.Contains(wantLines, line) {
			t.Errorf("%s lacks: %s", file, line)
		}
	}
	for _, line := range wantLines {
		if !slices.Contains(gotLines, line) {
			t.Errorf("%s has too much: %s", file, line)
		}
	}
	t.Errorf("%s is stale: run go test ./cmd/pinelint -run '^%s$' -update", file, t.Name())
}
