package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra/doc"
)

var pages = flag.String("pages", "", "the `FOLDER` to write manual pages and completions into")

// TestPages writes the manual pages and the completions of a release. A test does, because
// what turns commands into manual pages would else be linked into the program.
func TestPages(t *testing.T) {
	folder := *pages
	if folder == "" {
		folder = t.TempDir()
	}
	for _, name := range []string{"man", "completions"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	root := newRootCommand(system{})
	root.DisableAutoGenTag = true
	// The date is that of SOURCE_DATE_EPOCH, or today's.
	header := &doc.GenManHeader{Title: "PINELINT", Section: "1", Source: "pinelint", Manual: "pinelint"}
	if err := doc.GenManTree(root, header, filepath.Join(folder, "man")); err != nil {
		t.Fatal(err)
	}
	for _, command := range root.Commands() {
		if !command.IsAvailableCommand() {
			continue
		}
		page := filepath.Join(folder, "man", "pinelint-"+command.Name()+".1")
		if text, err := os.ReadFile(page); err != nil || !strings.Contains(string(text), ".SH NAME") {
			t.Errorf("%s is no manual page: %v", page, err)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		script, stderr, code := invoke(t, "completion", shell)
		if code != exitClean || !strings.Contains(script, "__complete") {
			t.Errorf("completion %s ends in %d: %s", shell, code, stderr)
		}
		if err := os.WriteFile(filepath.Join(folder, "completions", "pinelint."+shell), []byte(script), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
