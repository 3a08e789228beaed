package aws_test

import (
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/aws"
)

// told keeps what who watches is told.
type told struct {
	mu    sync.Mutex
	begun int
	all   []collect.Request
}

func (w *told) watch(r collect.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !r.Ended {
		w.begun++
		return
	}
	w.all = append(w.all, r)
}

// TestWatch tells who watches of each request: also of those of a call that is tried again,
// and of those that nobody answered.
func TestWatch(t *testing.T) {
	f, w := newFake(t), &told{}
	tries := 0
	f.faults["kms:DescribeKey"] = func(*http.Request) (*http.Response, error) {
		if tries++; tries < 3 {
			return refusal("kms:DescribeKey", refused{503, "Busy"}), nil
		}
		return nil, io.ErrUnexpectedEOF
	}
	o := f.options(t)
	o.Watch = w.watch
	if err := aws.Collect(t.Context(), o, &sink{}); err != nil {
		t.Fatal(err)
	}
	if len(w.all) != len(f.calls) || w.begun != len(w.all) {
		t.Errorf("%d requests began and %d ended, %d were sent", w.begun, len(w.all), len(f.calls))
	}
	statuses := map[int]int{}
	for _, r := range w.all {
		if r.Source == "" || r.Call == "" || r.Host == "" || r.RequestID == "" && r.Status != 0 {
			t.Errorf("%+v", r)
		}
		if r.Call == "kms:DescribeKey" {
			statuses[r.Status]++
		}
	}
	if statuses[503] != 2 || statuses[0] == 0 {
		t.Errorf("kms:DescribeKey ended in %v", statuses)
	}
}

// TestWatchObjects tells of the requests for objects as well.
func TestWatchObjects(t *testing.T) {
	f, w := newFake(t), &told{}
	logs := aws.OpenObjects(t.Context(), aws.Account{Name: "audit", Config: f.config()}, aws.Bucket{Name: "acme-audit"},
		aws.Options{Limits: quick(), Watch: w.watch})
	body, err := logs.Open(t.Context(), "pinecone/2026-11-22T10-30.json")
	if err != nil {
		t.Fatal(err)
	}
	body.Close()
	var calls []string
	for _, r := range w.all {
		calls = append(calls, r.Source+" "+r.Call)
	}
	if len(calls) != 2 || calls[1] != "aws.s3 audit s3:GetObject" {
		t.Errorf("told of %q", calls)
	}
}
