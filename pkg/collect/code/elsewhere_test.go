package code_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

// TestElsewhere judges small repositories in which one file says what another one needs. The
// comment of each says what is found and where, or left open; nothing else may be.
func TestElsewhere(t *testing.T) {
	files, err := filepath.Glob("testdata/elsewhere/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no repositories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, each := range judge(t, collecttest.Files(t, file)).Findings {
				if each.Rule == "clients/sdk-version" {
					continue
				}
				line := fmt.Sprintf("%s %s %s:%d", each.Verdict, each.Rule, each.Location.File, each.Location.StartLine)
				for _, other := range each.Related {
					line += fmt.Sprintf(" by %s:%d", other.Location.File, other.Location.StartLine)
				}
				got = append(got, line)
			}
			want := strings.Split(strings.TrimSpace(string(archive.Comment)), "\n")
			want = slices.DeleteFunc(want, func(line string) bool { return line == "" || strings.HasPrefix(line, "#") })
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// BenchmarkCommonName looks for who calls a function that makes a client, among thousands of
// files that have a function of that name and have nothing to do with it.
func BenchmarkCommonName(b *testing.B) {
	files := fstest.MapFS{"app/store.py": {Data: []byte(
		"from pinecone import Pinecone\n\ndef search(v):\n    return Pinecone().Index(host=h).query(vector=v)\n")}}
	for i := range 2000 {
		text := "import json\n\n" + strings.Repeat("def find(a):\n    return json.dumps(search(a))\n\n", 40)
		files[fmt.Sprintf("app/mod/m%d.py", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	types := collecttest.Types(b)
	for b.Loop() {
		tree, err := collect.Walk(files)
		if err != nil {
			b.Fatal(err)
		}
		if err := code.Collect(b.Context(), tree, code.Options{Types: types}, &collecttest.Sink{}); err != nil {
			b.Fatal(err)
		}
	}
}
