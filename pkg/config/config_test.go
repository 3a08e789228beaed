package config

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hide stands in for the redaction that callers bring.
func hide(text string) string { return strings.ReplaceAll(text, "SECRET", "[gone]") }

func load(t *testing.T, manifest string) (*File, []Problem) {
	t.Helper()
	return Load(FileName, []byte(manifest), hide)
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, name); string(want) != string(got) {
		t.Errorf("%s is stale, run the test with -update; now it would be\n%s", name, got)
	}
}
