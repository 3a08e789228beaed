package plan_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/plan"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/testdata/bench/generate"
)

func generated(t testing.TB, write func(path string, resources int) error, resources int) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.json")
	if err := write(file, resources); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// These are to be compared with BenchmarkTokens, which does nothing but read. Dense is a
// plan of which nearly everything is kept.
func BenchmarkCollect(b *testing.B)      { benchmarkCollect(b, generate.Plan) }
func BenchmarkCollectDense(b *testing.B) { benchmarkCollect(b, generate.DensePlan) }

const benchmarked = 20_000

// leaving is a sink that leaves out nothing that it said may be kept.
type leaving struct {
	collecttest.Sink
	plan.Filter
}

func (l *leaving) Observe(unit []*snapshot.Observation) { l.Sink.Observe(unit) }

func benchmarkCollect(b *testing.B, write func(path string, resources int) error) {
	b.Helper()
	data, types := generated(b, write, benchmarked), readTypes(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		got := &leaving{Filter: newAssembler()}
		options := plan.Options{Types: types, Filter: got}
		if err := plan.Collect(context.Background(), "p", bytes.NewReader(data), options, got); err != nil {
			b.Fatal(err)
		}
		if len(got.Observations) < benchmarked/10 {
			b.Fatal(len(got.Observations), got.Source())
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	data := generated(b, generate.Plan, benchmarked)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		decoder := jsontext.NewDecoder(bufio.NewReaderSize(bytes.NewReader(data), 64<<10), jsontext.AllowDuplicateNames(true))
		for {
			if _, err := decoder.ReadToken(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
