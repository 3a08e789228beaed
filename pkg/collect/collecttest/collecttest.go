// Package collecttest has what the tests of collectors share.
package collecttest

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

// Types are all types of the snapshot's schema, made anew: a test may change them.
func Types(t testing.TB) snapshot.Types {
	t.Helper()
	data, err := fs.ReadFile(policies.FS, "schema/types.json")
	if err != nil {
		t.Fatal(err)
	}
	types, err := collect.ParseTypes(data)
	if err != nil {
		t.Fatal(err)
	}
	return types
}

// Files are those of an archive.
func Files(t testing.TB, archive string) fstest.MapFS {
	t.Helper()
	parsed, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, file := range parsed.Files {
		files[file.Name] = &fstest.MapFile{Data: file.Data}
	}
	return files
}

// Golden holds what a test got to a file, which it writes instead where update is set.
func Golden(t testing.TB, update bool, file string, got []byte) {
	t.Helper()
	if update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file) //nolint:gosec // the test that calls names it
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (rewrite with -update):\n%s", file, got)
	}
}
