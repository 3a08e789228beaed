package terraform

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// memory is a sink that keeps everything.
type memory struct {
	mu      sync.Mutex
	units   []*snapshot.Observation
	sources []snapshot.Source
}

func (m *memory) Observe(unit []*snapshot.Observation) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.units = append(m.units, unit...)
}

func (m *memory) Report(source snapshot.Source) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sources = append(m.sources, source)
}

// schema reads the types as the snapshot's schema has them. What the platform computes is
// for collect's own tests: here it would fill every golden file.
func schema(t testing.TB) snapshot.Types {
	t.Helper()
	types := collecttest.Types(t)
	for _, shape := range types {
		shape.Computed = nil
	}
	return types
}

func run(t testing.TB, fsys fs.FS, options Options) *memory {
	t.Helper()
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	sink := &memory{}
	if err := Collect(context.Background(), tree, options, sink); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(sink.sources, func(a, b snapshot.Source) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(sink.units, func(a, b *snapshot.Observation) int {
		return strings.Compare(a.Source+" "+a.Type+" "+a.Address, b.Source+" "+b.Type+" "+b.Address)
	})
	return sink
}

// files makes a file system of "name: text" pairs.
func files(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

// TestConstructs evaluates each archive of testdata/constructs; what comes out, and
// where it stands, is in the golden file of the same name.
func TestConstructs(t *testing.T) {
	archives, err := filepath.Glob("testdata/constructs/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no constructs", err)
	}
	types := schema(t)
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			options := Options{Types: types}
			for _, file := range archive.Files {
				switch base, ok := strings.CutPrefix(file.Name, "var-file "); {
				case ok:
					options.VarFiles = append(options.VarFiles, VarFile{Name: base, Data: file.Data})
				case file.Name == "environ":
					options.Environ = environ(string(file.Data))
				default:
					fsys[file.Name] = &fstest.MapFile{Data: file.Data}
				}
			}
			golden(t, strings.TrimSuffix(name, ".txtar")+".golden", describe(run(t, fsys, options)))
		})
	}
}

func environ(text string) map[string]string {
	values := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		values[name] = value
	}
	return values
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if string(want) != got {
		t.Errorf("%s differs:\n%s", name, difference(string(want), got))
	}
}

func difference(want, got string) string {
	var out strings.Builder
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, line := range w {
		if !slices.Contains(g, line) {
			fmt.Fprintf(&out, "-%s\n", line)
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			fmt.Fprintf(&out, "+%s\n", line)
		}
	}
	if out.Len() == 0 {
		return "the order of lines"
	}
	return out.String()
}
