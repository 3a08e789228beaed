package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAccessPage runs the commands of docs/access.md in a copy of the demo, and answers its
// requests.
func TestAccessPage(t *testing.T) {
	page, err := filepath.Abs("../../docs/access.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text, root := string(data), filepath.Dir(filepath.Dir(page))
	shell := &readmeShell{T: t, root: root}
	shell.enter(filepath.Join(root, "testdata", "demo"))
	for _, block := range fenced(text) {
		switch block.language {
		case "console":
			text = shell.session(block, text)
		case "json":
			var out bytes.Buffer
			in := strings.NewReader(strings.Join(block.lines, "\n"))
			if broken, err := batch(t.Context(), in, &out, 1); err != nil || broken > 0 {
				t.Errorf("line %d: %v\n%s", block.line, err, &out)
			}
		default:
			t.Errorf("line %d: nothing checks a block of %q", block.line, block.language)
		}
	}
	if shell.ran < 3 {
		t.Errorf("only %d commands were run", shell.ran)
	}
	if *update {
		golden(t, page, []byte(text))
	}
	for _, field := range slices.Concat(fieldsAt(""), fieldsAt("/grants/0/x"), fieldsAt("/publicAccessBlock/x")) {
		if !strings.Contains(text, "`"+field+"`") {
			t.Errorf("%s does not tell of the field %s", page, field)
		}
	}
}
