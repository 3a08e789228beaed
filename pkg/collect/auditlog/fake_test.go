package auditlog_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// noon is when the batches of the tests begin.
var noon = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// object is what a fake destination has: its text, and how it fails.
type object struct {
	auditlog.Batch
	text string
	// open fails each of the first attempts, in turn; cut ends the body of the first ones
	// after so many bytes; hang keeps a body from ending.
	open []error
	cut  []int
	hang bool
}

// fake is a destination in memory.
type fake struct {
	objects []object
	listErr error

	mu     sync.Mutex
	opened map[string]int
}

func (f *fake) List(context.Context) iter.Seq2[auditlog.Batch, error] {
	return func(yield func(auditlog.Batch, error) bool) {
		for _, object := range f.objects {
			if object.Size == 0 {
				object.Size = int64(len(object.text))
			}
			if !yield(object.Batch, nil) {
				return
			}
		}
		if f.listErr != nil {
			yield(auditlog.Batch{}, f.listErr)
		}
	}
}

func (f *fake) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.opened == nil {
		f.opened = map[string]int{}
	}
	attempt := f.opened[key]
	f.opened[key]++
	for _, object := range f.objects {
		if object.Key != key {
			continue
		}
		if attempt < len(object.open) && object.open[attempt] != nil {
			return nil, object.open[attempt]
		}
		var body io.Reader = strings.NewReader(object.text)
		if attempt < len(object.cut) {
			body = io.MultiReader(strings.NewReader(object.text[:object.cut[attempt]]), broken{})
		}
		if object.hang {
			body = io.MultiReader(body, hanging{ctx})
		}
		return io.NopCloser(body), nil
	}
	return nil, fs.ErrNotExist
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, fmt.Errorf("connection reset by peer") }

type hanging struct{ ctx context.Context } //nolint:containedctx // a body lives as long as its call

func (h hanging) Read([]byte) (int, error) {
	<-h.ctx.Done()
	return 0, h.ctx.Err()
}

// sink keeps what it is given.
type sink struct {
	units   [][]*snapshot.Observation
	sources []snapshot.Source
}

func (s *sink) Observe(unit []*snapshot.Observation) { s.units = append(s.units, unit) }
func (s *sink) Report(source snapshot.Source)        { s.sources = append(s.sources, source) }

// source is the one source that was reported.
func (s *sink) source(t *testing.T) snapshot.Source {
	t.Helper()
	if len(s.sources) != 1 {
		t.Fatalf("%d sources were reported, want one", len(s.sources))
	}
	return s.sources[0]
}

// log is the observation of the destination.
func (s *sink) log(t *testing.T) *snapshot.Observation {
	t.Helper()
	return s.of(t, "pinecone_audit_log")[0]
}

func (s *sink) of(t *testing.T, kind string) []*snapshot.Observation {
	t.Helper()
	var all []*snapshot.Observation
	for _, unit := range s.units {
		for _, o := range unit {
			if o.Type == kind {
				all = append(all, o)
			}
		}
	}
	return all
}

// options read a fake without waiting between attempts.
func options(t testing.TB, batches auditlog.Batches) auditlog.Options {
	t.Helper()
	types := collecttest.Types(t)
	return auditlog.Options{
		Types: types, Batches: batches, Name: "s3://acme-audit/pinecone/", Bucket: "acme-audit", Prefix: "pinecone/",
		Now:  func() time.Time { return noon.Add(24 * time.Hour) },
		Wait: func(context.Context, int) error { return nil },
	}
}

func run(t *testing.T, o auditlog.Options) *sink {
	t.Helper()
	var got sink
	if err := auditlog.Collect(t.Context(), o, &got); err != nil {
		t.Fatal(err)
	}
	return &got
}

// batch is an object that was written some minutes after noon.
func batch(minutes int, events ...string) object {
	at := noon.Add(time.Duration(minutes) * time.Minute)
	return object{
		Batch: auditlog.Batch{Key: "pinecone/" + at.Format("2006-01-02T15:04:05Z") + ".json", Time: at},
		text:  strings.Join(events, "\n") + strings.Repeat("\n", min(1, len(events))),
	}
}

// event is a line of JSON. The changes are by dotted name; one to nil takes the name away.
func event(id string, minutes int, changes map[string]any) string {
	e := map[string]any{
		"id": id, "organization_id": "org", "organization_name": "acme", "client": map[string]any{"userAgent": "tests"},
		"actor": map[string]any{
			"principal_id": "u-1", "principal_name": "ada@acme.example", "principal_type": "user", "display_name": "Ada",
		},
		"event": map[string]any{
			"time": noon.Add(time.Duration(minutes) * time.Minute).Format(time.RFC3339Nano), "action": "update",
			"resource_type": "index", "resource_id": "products", "resource_name": "products",
			"outcome": map[string]any{"result": "success"}, "parameters": map[string]any{},
		},
	}
	for name, value := range changes {
		in := e
		path := strings.Split(name, ".")
		for _, step := range path[:len(path)-1] {
			in = in[step].(map[string]any)
		}
		if in[path[len(path)-1]] = value; value == nil {
			delete(in, path[len(path)-1])
		}
	}
	data, err := json.Marshal(e)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func compressed(t testing.TB, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
