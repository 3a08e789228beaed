package generate_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/testdata/bench/generate"
)

// TestTerraform writes twice, compares, and parses.
func TestTerraform(t *testing.T) {
	for name, write := range map[string]func(string, int) error{
		"alike": generate.Terraform, "mixed": generate.MixedTerraform,
	} {
		t.Run(name, func(t *testing.T) { testTerraform(t, write) })
	}
}

func testTerraform(t *testing.T, write func(folder string, files int) error) {
	t.Helper()
	const files = 41
	first, second := t.TempDir(), t.TempDir()
	for _, folder := range []string{first, second} {
		if err := write(folder, files); err != nil {
			t.Fatal(err)
		}
		if err := generate.Small(filepath.Join(folder, "small")); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	err := fs.WalkDir(os.DirFS(first), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		found++
		source := read(t, filepath.Join(first, path))
		if source != read(t, filepath.Join(second, path)) {
			t.Errorf("%s differs from run to run", path)
		}
		if _, diagnostics := hclsyntax.ParseConfig([]byte(source), path, hcl.InitialPos); diagnostics.HasErrors() {
			t.Error(diagnostics)
		}
		return nil
	})
	if err != nil || found != files+2+1 {
		t.Errorf("%d files, %v; want two modules and the small one more than %d", found, err, files)
	}
}

func TestPlanAndSnapshot(t *testing.T) {
	for name, write := range map[string]func(path string, resources int) error{
		"plan": generate.Plan, "snapshot": generate.Snapshot,
	} {
		first, second := filepath.Join(t.TempDir(), name), filepath.Join(t.TempDir(), name)
		for _, path := range []string{first, second} {
			if err := write(path, 20); err != nil {
				t.Fatal(err)
			}
		}
		text := read(t, first)
		if text != read(t, second) {
			t.Errorf("the %s differs from run to run", name)
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("the %s is no JSON", name)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestRequests writes twice, compares, and parses each line.
func TestRequests(t *testing.T) {
	first, second := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	for _, path := range []string{first, second} {
		if err := generate.Requests(path, 20, generate.Roles); err != nil {
			t.Fatal(err)
		}
	}
	text := read(t, first)
	if text != read(t, second) {
		t.Error("the requests differ from run to run")
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != 20 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("it is no JSON: %s", line)
		}
	}
}
