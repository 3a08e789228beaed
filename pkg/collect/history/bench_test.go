package history_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/history"
)

// BenchmarkBlobs reads the packed history of files that change a little, often.
func BenchmarkBlobs(b *testing.B) {
	r := newRepository(b)
	files := map[string][]string{}
	for i := range 40 {
		lines := make([]string, 600)
		for j := range lines {
			lines[j] = fmt.Sprintf("line %d of file %d has %d", j, i, (i+j)*j*7919)
		}
		files[fmt.Sprintf("d%d/f%d.txt", i%5, i)] = lines
	}
	for i := range 30 {
		content := map[string]string{}
		for name, lines := range files {
			lines[i*17%len(lines)] = fmt.Sprintf("changed in %d", i)
			content[name] = strings.Join(lines, "\n")
		}
		r.commitAll(content)
	}
	r.git("gc", "-q")
	past, err := history.Open(r.fsys())
	if err != nil {
		b.Fatal(err)
	}
	defer past.Close()
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var size atomic.Int64
				err := past.Blobs(b.Context(), jobs, func(_ history.ID, content []byte) { size.Add(int64(len(content))) })
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(size.Load())
			}
		})
	}
}
