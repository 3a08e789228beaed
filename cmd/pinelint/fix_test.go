package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

// TestFixDemo repairs the demo and every provider's example: what is repaired is gone,
// nothing is new, and nothing is left to repair.
func TestFixDemo(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/providers/*")
	if err != nil {
		t.Fatal(err)
	}
	repaired := 0
	for _, folder := range append(folders, "../../testdata/demo/broken") {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			repository := filepath.Join(copied(t, folder), filepath.Base(folder))
			if err := os.Mkdir(filepath.Join(repository, ".git"), 0o700); err != nil {
				t.Fatal(err)
			}
			before := fingerprints(t, repository)
			if _, stderr, code := invoke(t, "fix", repository, "--write"); code != exitClean {
				t.Fatalf("exit code %d: %s", code, stderr)
			}
			after := fingerprints(t, repository)
			for _, known := range after {
				if !slices.Contains(before, known) {
					t.Errorf("finding %s is new", known)
				}
			}
			repaired += len(before) - len(after)
			if stdout, stderr, code := invoke(t, "fix", repository); code != exitClean || stdout != "" {
				t.Errorf("a second run ends with %d: %s%s", code, stderr, stdout)
			}
		})
	}
	if repaired == 0 {
		t.Error("nothing was repaired")
	}
}

// fingerprints are those of all verdicts that are not pass.
func fingerprints(t *testing.T, repository string) []string {
	t.Helper()
	stdout, stderr, _ := invoke(t, "check", repository, "--format", "json")
	var results finding.Results
	if err := json.Unmarshal([]byte(stdout), &results); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	var prints []string
	for _, found := range results.Findings {
		prints = append(prints, string(found.Verdict)+" "+found.Rule+" "+found.Resource.Name+" "+found.Fingerprint)
	}
	return prints
}
