package auditlog_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	benchEvents = 1_000_000
	benchBatch  = 5_000
)

// generator is a destination of a million events, made while they are read.
type generator struct{}

func (g generator) List(context.Context) iter.Seq2[auditlog.Batch, error] {
	return func(yield func(auditlog.Batch, error) bool) {
		for i := range benchEvents / benchBatch {
			at := noon.Add(time.Duration(i) * 30 * time.Minute)
			if !yield(auditlog.Batch{Key: fmt.Sprintf("%05d", i), Time: at}, nil) {
				return
			}
		}
	}
}

func (g generator) Open(_ context.Context, key string) (io.ReadCloser, error) {
	var number int
	if _, err := fmt.Sscanf(key, "%d", &number); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for i := number * benchBatch; i < (number+1)*benchBatch; i++ {
		writeEvent(&out, i, noon.Add(time.Duration(number)*30*time.Minute-time.Minute))
	}
	return io.NopCloser(&out), nil
}

// writeEvent makes one event in ten a failure and one in a thousand a deletion, by five
// hundred principals.
func writeEvent(out *bytes.Buffer, i int, at time.Time) {
	result, action := "success", "update"
	if i%10 == 0 {
		result = "failure"
	}
	if i%1000 == 1 {
		action = "delete"
	}
	fmt.Fprintf(out, `{"id":"00000000-0000-0000-0000-%012d","organization_id":"AA1bbbbCCdd2EEEe3FF","organization_name":"acme",`+
		`"client":{"userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0"},`+
		`"actor":{"principal_id":"11111111-0000-0000-0000-%012d","principal_name":"person%d@acme.example",`+
		`"principal_type":"user","display_name":"Person"},"event":{"time":%q,"action":%q,"resource_type":"index",`+
		`"resource_id":"22222222-0000-0000-0000-%012d","resource_name":"products-%d",`+
		`"outcome":{"result":%q,"reason":"","error_code":""},"parameters":{"replicas":2,"tags":{"team":"search"}}}}`+"\n",
		i, i%500, i%500, at.Format(time.RFC3339Nano), action, i, i%97, result)
}

type drain struct{ source snapshot.Source }

func (*drain) Observe([]*snapshot.Observation) {}
func (d *drain) Report(source snapshot.Source) { d.source = source }

// BenchmarkCollect reads a million events; the budget is a minute and 200 MB.
func BenchmarkCollect(b *testing.B) {
	o := options(b, generator{})
	for b.Loop() {
		var peak atomic.Uint64
		done := make(chan struct{})
		go watchMemory(&peak, done)
		var got drain
		if err := auditlog.Collect(b.Context(), o, &got); err != nil {
			b.Fatal(err)
		}
		close(done)
		if got.source.Counts["events"] != benchEvents {
			b.Fatalf("%+v", got.source)
		}
		b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
	}
}

func watchMemory(peak *atomic.Uint64, done chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-time.After(20 * time.Millisecond):
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse+m.StackInuse))
		}
	}
}
