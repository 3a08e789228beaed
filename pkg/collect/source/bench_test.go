package source_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/source"
)

// plant writes a repository of many small files and a few large ones: code of several kinds, of
// which one file in ten has to do with Pinecone, and one in a hundred has a secret.
func plant(b *testing.B) (folder string, size int64) {
	b.Helper()
	folder = b.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("return value index = func ( key ) { } client request response const id: error nil import " +
		"self.config api_key data[0] \"name\" 42 // todo vector-store")
	write := func(name string, length int, about string) {
		var text strings.Builder
		for text.Len() < length {
			for range 3 + random.IntN(12) {
				text.WriteString(words[random.IntN(len(words))] + " ")
			}
			text.WriteString("\n")
		}
		text.WriteString(about)
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		size += int64(text.Len())
	}
	for i := range 3000 {
		about := ""
		switch {
		case i%100 == 0:
			about = "PINECONE_API_KEY=" + pcsk + "\n"
		case i%10 == 0:
			about = "index = pinecone.Index(\"products\", api_key=os.environ[\"PINECONE_API_KEY\"])\n"
		}
		write(fmt.Sprintf("d%d/f%d.py", i%60, i), 2000+random.IntN(14_000), about)
	}
	for i := range 4 {
		write(fmt.Sprintf("data/large%d.json", i), 12<<20, "")
	}
	return folder, size
}

// BenchmarkTree compares the scan with its floor: reading the same bytes.
func BenchmarkTree(b *testing.B) {
	folder, size := plant(b)
	root, err := os.OpenRoot(folder)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	tree, err := collect.Walk(root.FS())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("floor", func(b *testing.B) {
		b.SetBytes(size)
		buffer := make([]byte, 1<<20)
		for b.Loop() {
			for _, file := range tree.Files {
				open, err := root.FS().Open(file.Path)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := io.CopyBuffer(io.Discard, struct{ io.Reader }{open}, buffer); err != nil {
					b.Fatal(err)
				}
				_ = open.Close()
			}
		}
	})
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			options := source.Options{Types: collecttest.Types(b), Jobs: jobs}
			for b.Loop() {
				got := &sink{}
				if err := source.Collect(b.Context(), tree, options, got); err != nil {
					b.Fatal(err)
				}
				if len(got.units) != 30 {
					b.Fatalf("%d files with secrets", len(got.units))
				}
			}
		})
	}
}
