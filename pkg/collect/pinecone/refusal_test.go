package pinecone

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestRefused refuses each call in turn: what it would have told is not told, the source
// names the permission, and nothing is told that is not so.
func TestRefused(t *testing.T) {
	settings := func(fake *acme) Options {
		o := onlySearch(t, fake)
		o.Stats = true
		return o
	}
	whole := collected(t, settings(newAcme(t)))
	var out strings.Builder
	for _, e := range endpoints() {
		fake := newAcme(t)
		fake.instead = func(_ string, _ int, request *http.Request) (*reply, error) {
			if request.Method != e.method || !e.matches(request.URL.EscapedPath()) {
				return nil, nil
			}
			return refuse(403, "FORBIDDEN", "Access denied: Permission control::things::list is required"), nil
		}
		all := collected(t, settings(fake))
		fmt.Fprintf(&out, "%s\n", e.name())
		for _, source := range all.sources {
			if source.Status != whole.source(t, source.ID).Status {
				fmt.Fprintf(&out, "  %s: %s (%s)\n", source.ID, source.Status, source.Permission)
			}
			for _, refusal := range source.Refusals {
				fmt.Fprintf(&out, "    calls %d, refused %d, granted by %s\n", source.Counts["calls"], refusal.Calls, refusal.Grant)
			}
		}
		for _, o := range all.unit {
			if len(o.Unread) > 0 {
				fmt.Fprintf(&out, "  %s of %s: unread %s\n", o.Address, o.Source, compact(o.Unread))
				continue
			}
			if known := whole.find(o.Source, o.Address); known == nil || compact(known) != compact(o) {
				t.Errorf("%s is refused, and there is %s", e.name(), compact(o))
			}
		}
	}
	collecttest.Golden(t, *update, "testdata/refused.golden", []byte(out.String()))
}

// TestLaterRefusalsAreNotAskedFor: a role counts for a whole project.
func TestLaterRefusalsAreNotAskedFor(t *testing.T) {
	fake := newAcme(t)
	refused := 0
	fake.instead = func(name string, _ int, _ *http.Request) (*reply, error) {
		if !strings.HasSuffix(name, "/namespaces") {
			return nil, nil
		}
		refused++
		return refuse(403, "", "no"), nil
	}
	all := collected(t, onlySearch(t, fake))
	source := all.source(t, "pinecone project search namespaces")
	if refused != 1 || source.Status != snapshot.Failed || source.Permission != dataViewer || len(source.Problems) != 2 {
		t.Errorf("asked %d times, reported %+v", refused, source)
	}
	for _, address := range []string{"/indexes/docs", "/indexes/logs"} {
		o := all.find(source.ID, address)
		if o == nil || o.Unread["/usage/namespace_count"] != dataViewer {
			t.Errorf("%s: %+v", address, o)
		}
	}
}

// TestNothingIsAskedTwice also holds that each answer is asked for by its version.
func TestNothingIsAskedTwice(t *testing.T) {
	fake := newAcme(t)
	collected(t, onlySearch(t, fake))
	for i, asked := range fake.asked {
		again := slices.Index(fake.asked[i+1:], asked) >= 0
		if other := strings.Contains(asked, "backup-schedules"); again && !other {
			t.Errorf("%s was asked twice", asked)
		}
	}
}
