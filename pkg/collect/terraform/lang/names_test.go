package lang_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
)

func sorted[V any](names map[string]V) []string { return slices.Sorted(maps.Keys(names)) }

// TestNames compares the table with the list that `terraform metadata functions` gives.
func TestNames(t *testing.T) {
	const list = "testdata/functions.txt"
	if binary := findTerraform(t); binary != "" && *update {
		var metadata struct {
			Signatures map[string]any `json:"function_signatures"`
		}
		out := terraform(t, t.TempDir(), "", binary, "metadata", "functions", "-json")
		if err := json.Unmarshal(out, &metadata); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(list, []byte(strings.Join(sorted(metadata.Signatures), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for name := range strings.FieldsSeq(string(data)) {
		want[name] = true
	}
	for _, name := range []string{"base64gunzip", "cidrcontains", "urldecode"} { // OpenTofu's
		want[name], want["core::"+name] = true, true
	}
	table := lang.New().For(lang.Scope{FS: os.DirFS("testdata/files"), Root: "."})
	for _, name := range sorted(table) {
		if !want[name] {
			t.Errorf("%s is no function of the language", name)
		}
		delete(want, name)
	}
	for _, name := range sorted(want) {
		t.Errorf("%s is missing", name)
	}
}
