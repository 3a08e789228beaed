package main

import (
	"os"
	"strings"
	"testing"
)

// TestBuildsAlike holds that everything that builds the program as it is released gives the
// linker the same flags: the bytes of a release could not be made again otherwise.
func TestBuildsAlike(t *testing.T) {
	const flags = "-s -w -X runtime.godebugDefault=gcstoptheworld=1"
	for _, name := range []string{
		"Makefile", ".goreleaser.yaml", ".github/action/install", ".ci/reproducible", "docs/release.md",
	} {
		content, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(content), flags) {
			t.Errorf("%s does not build with %s", name, flags)
		}
	}
}
