package pinecone

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// large is a Pinecone of so many projects, each with so many indexes and keys, that takes
// its time for each answer and lets in only so many requests a second.
type large struct {
	projects, indexes, keys int
	latency                 time.Duration
	perSecond               int

	requests, refused atomic.Int64
	mu                sync.Mutex
	second            time.Time
	left              int
}

func (l *large) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := l.reply(request)
	return (*http.Response)(response), err
}

func (l *large) reply(request *http.Request) (*reply, error) {
	l.requests.Add(1)
	select {
	case <-time.After(l.latency):
	case <-request.Context().Done():
		return nil, request.Context().Err()
	}
	if !l.admits() {
		l.refused.Add(1)
		return with(refuse(429, "RESOURCE_EXHAUSTED", "too many requests"), "Retry-After", "1"), nil
	}
	project := strings.TrimPrefix(request.Header.Get("Api-Key"), "api-key-of-")
	switch path := request.URL.Path; {
	case path == "/oauth/token":
		return respond(200, `{"access_token": "a-token", "expires_in": 1800}`), nil
	case path == "/admin/projects":
		return respond(200, l.list("data", l.projects, `{"id": "p%[1]d", "name": "p%[1]d", "max_pods": 0, "force_encryption_with_cmek": true}`)), nil
	case strings.HasSuffix(path, "/api-keys"):
		id := strings.Split(path, "/")[3]
		return respond(200, l.list("data", l.keys, `{"id": "`+id+`-k%[1]d", "name": "k%[1]d", "project_id": "`+id+`", "roles": ["ProjectEditor"]}`)), nil
	case path == "/indexes":
		return respond(200, l.list("indexes", l.indexes, `{"name": "i%[1]d", "host": "i%[1]d-`+project+`.svc.pinecone.io",
			"deletion_protection": "enabled", "status": {"ready": true, "state": "Ready"}, "deployment": {"deployment_type": "managed",
			"cloud": "aws", "region": "us-east-1"}, "schema": {"fields": {"_values": {"type": "dense_vector", "dimension": 1536}}}}`)), nil
	case path == "/collections":
		return respond(200, `{"collections": []}`), nil
	case path == "/namespaces":
		return respond(200, `{"namespaces": [{"name": "a"}], "total_count": 12}`), nil
	default:
		return respond(200, `{"data": []}`), nil
	}
}

func (l *large) admits() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := time.Now().Truncate(time.Second); now.After(l.second) {
		l.second, l.left = now, l.perSecond
	}
	l.left--
	return l.left >= 0
}

func (*large) list(name string, count int, format string) string {
	things := make([]string, count)
	for i := range things {
		things[i] = fmt.Sprintf(format, i)
	}
	return `{"` + name + `": [` + strings.Join(things, ",") + `]}`
}

// BenchmarkCollect reads 100 projects with 2,000 indexes and 10,000 API keys, without
// latency to see what the collector itself costs, and with 50 ms and a limit of 300
// requests a second. Run it with -benchtime 1x.
func BenchmarkCollect(b *testing.B) {
	for _, network := range []struct {
		name      string
		latency   time.Duration
		perSecond int
	}{{"instant", 0, 1 << 30}, {"50ms", 50 * time.Millisecond, 1 << 30}, {"50ms and 300 a second", 50 * time.Millisecond, 300}} {
		b.Run(network.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				service := &large{projects: 100, indexes: 20, keys: 100, latency: network.latency, perSecond: network.perSecond}
				options := options(b, service)
				options.Now = time.Now
				options.Projects = nil
				for i := range service.projects {
					id := fmt.Sprintf("p%d", i)
					options.Projects = append(options.Projects, Project{ID: id, Name: id, Key: Secret("api-key-of-" + id)})
				}
				all := &got{}
				if err := Collect(b.Context(), options, all); err != nil {
					b.Fatal(err)
				}
				check(b, all)
				b.ReportMetric(float64(service.requests.Load()), "requests")
				b.ReportMetric(float64(service.refused.Load()), "refused")
				var memory runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&memory)
				b.ReportMetric(float64(memory.HeapAlloc)/(1<<20), "heap-MB")
				runtime.KeepAlive(all)
			}
		})
	}
}

func check(b *testing.B, all *got) {
	b.Helper()
	counts := map[string]int{}
	for _, o := range all.unit {
		counts[o.Type]++
	}
	if counts["pinecone_api_key"] != 10000 || counts["pinecone_index"] != 2*2000 || counts["pinecone_project"] != 100 {
		b.Fatalf("read %v", counts)
	}
	for _, source := range all.sources {
		if source.Status != snapshot.Complete {
			b.Fatalf("reported %+v", source)
		}
	}
}
