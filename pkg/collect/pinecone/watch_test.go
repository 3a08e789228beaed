package pinecone

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
)

// TestWatch tells who watches of each request that is sent, and of nothing that was in it.
func TestWatch(t *testing.T) {
	fake := newAcme(t)
	fake.instead = func(name string, _ int, _ *http.Request) (*reply, error) {
		if strings.HasSuffix(name, "/backups") {
			return refuse(403, "FORBIDDEN", "no"), nil
		}
		return nil, nil
	}
	o := onlySearch(t, fake)
	var mu sync.Mutex
	var told []collect.Request
	open := 0
	o.Watch = func(r collect.Request) {
		mu.Lock()
		defer mu.Unlock()
		if !r.Ended {
			open++
			return
		}
		told = append(told, r)
	}
	all := collected(t, o)
	if len(told) != len(fake.asked) || open != len(told) {
		t.Errorf("%d requests began and %d ended, %d were sent", open, len(told), len(fake.asked))
	}
	sent := map[string]int{}
	for _, r := range told {
		if r.Source == "" && r.Call != postToken.name() && r.Call != fetchIndex.name() || r.Host == "" || r.RequestID != "req-1" {
			t.Errorf("%+v", r)
		}
		if strings.HasSuffix(r.Call, "/backups") && r.Status != 403 {
			t.Errorf("%+v", r)
		}
		sent[r.Source]++
	}
	for _, source := range all.sources {
		if calls := source.Counts["calls"]; calls > sent[source.ID] {
			t.Errorf("%s: %d calls by %d requests", source.ID, calls, sent[source.ID])
		}
	}
	if backups := all.source(t, "pinecone project search backups"); backups.Counts["refused"] != 1 {
		t.Errorf("%+v", backups)
	}
}
