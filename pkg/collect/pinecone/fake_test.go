package pinecone

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	searchID  = "11111111-0000-0000-0000-000000000001"
	searchKey = "key-of-search-5a1e"
	stageKey  = "key-of-staging-77aa"
	secret    = "secret-of-the-service-account"
)

// acme is a Pinecone that answers what testdata/acme.txtar has, and to each credential
// only what that one may see. It remembers what it was asked.
type acme struct {
	answers map[string]string
	// instead answers in place of the file, where it gives anything; n counts the
	// requests of that name from 1.
	instead func(name string, n int, request *http.Request) (*reply, error)

	mu     sync.Mutex
	asked  []string
	counts map[string]int
}

func newAcme(t testing.TB) *acme {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/acme.txtar")
	if err != nil {
		t.Fatal(err)
	}
	a := &acme{answers: map[string]string{}, counts: map[string]int{}}
	for _, file := range archive.Files {
		a.answers[file.Name] = string(file.Data)
	}
	return a
}

// reply is a response that holds nothing open.
type reply http.Response

func (a *acme) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := a.reply(request)
	return (*http.Response)(response), err
}

func (a *acme) reply(request *http.Request) (*reply, error) {
	name := request.Method + " " + request.URL.Host + request.URL.EscapedPath()
	a.mu.Lock()
	a.counts[name]++
	n := a.counts[name]
	asked := name
	if query := request.URL.Query().Encode(); query != "" {
		asked += "?" + query
	}
	a.asked = append(a.asked, asked)
	a.mu.Unlock()
	if err := request.Context().Err(); err != nil {
		return nil, err
	}
	if a.instead != nil {
		if response, err := a.instead(name, n, request); response != nil || err != nil {
			return response, err
		}
	}
	version := request.Header.Get("X-Pinecone-Api-Version")
	project := map[string]string{searchKey: " search", stageKey: " staging"}[request.Header.Get("Api-Key")]
	for _, name := range []string{asked, asked + " " + version + project} {
		if body, ok := a.answers[name]; ok {
			return respond(200, body), nil
		}
	}
	if a.otherVersion(asked, project) {
		return refuse(400, "INVALID_ARGUMENT", "API version "+version+" is not supported"), nil
	}
	return refuse(404, "NOT_FOUND", "nothing is here"), nil
}

func (a *acme) otherVersion(asked, project string) bool {
	for name := range a.answers {
		if strings.HasPrefix(name, asked+" ") && strings.HasSuffix(name, project) {
			return true
		}
	}
	return false
}

func (a *acme) times(name string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.counts[name]
}

func respond(status int, body string) *reply {
	return &reply{
		StatusCode: status, Body: io.NopCloser(strings.NewReader(body)),
		Header: http.Header{"Content-Type": {"application/json"}, "X-Request-Id": {"req-1"}},
	}
}

func refuse(status int, code, message string) *reply {
	body, _ := json.Marshal(map[string]any{"status": status, "error": map[string]any{"code": code, "message": message}})
	return respond(status, string(body))
}

// got keeps what a collector hands on.
type got struct {
	mu      sync.Mutex
	unit    []*snapshot.Observation
	sources []snapshot.Source
}

func (g *got) Observe(unit []*snapshot.Observation) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.unit = append(g.unit, unit...)
}

func (g *got) Report(source snapshot.Source) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sources = append(g.sources, source)
}

func (g *got) sort() {
	slices.SortFunc(g.unit, func(a, b *snapshot.Observation) int {
		return strings.Compare(a.Source+"\x00"+a.Type+a.Address, b.Source+"\x00"+b.Type+b.Address)
	})
	slices.SortFunc(g.sources, func(a, b snapshot.Source) int { return strings.Compare(a.ID, b.ID) })
}

func (g *got) source(t testing.TB, id string) snapshot.Source {
	t.Helper()
	at := slices.IndexFunc(g.sources, func(source snapshot.Source) bool { return source.ID == id })
	if at < 0 {
		t.Fatalf("no source %q in %v", id, g.sources)
	}
	return g.sources[at]
}

// find is the observation of a thing in a source, or nil.
func (g *got) find(source, address string) *snapshot.Observation {
	for _, o := range g.unit {
		if o.Source == source && o.Address == address {
			return o
		}
	}
	return nil
}

// options are those of a run that may see all of acme.
func options(t testing.TB, transport http.RoundTripper) Options {
	t.Helper()
	return Options{
		Types: collecttest.Types(t), Transport: transport,
		Now:      func() time.Time { return time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC) },
		ClientID: "client", ClientSecret: secret,
		Projects: []Project{{ID: searchID, Name: "search", Key: searchKey}, {Name: "staging", Key: " " + stageKey + "\n"}},
	}
}

func (g *got) String() string {
	var out strings.Builder
	for _, source := range g.sources {
		fmt.Fprintf(&out, "%s: %s\n", source.ID, source.Status)
		line := func(format string, values ...any) { fmt.Fprintf(&out, "  "+format+"\n", values...) }
		if source.Reason != "" {
			line("reason: %s", source.Reason)
		}
		if source.Permission != "" {
			line("permission: %s", source.Permission)
		}
		for _, problem := range source.Problems {
			line("%s: %s", problem.Kind, problem.Message)
		}
		for _, o := range g.unit {
			if o.Source != source.ID {
				continue
			}
			line("%s %s", o.Type, o.Address)
			line("  %s", compact(o.Values))
			if len(o.Unknown) > 0 {
				line("  unknown %s", compact(o.Unknown))
			}
			if len(o.Unread) > 0 {
				line("  unread %s", compact(o.Unread))
			}
			if o.Call != nil {
				line("  by %s of %q", o.Call.Name, o.Call.Account)
			}
		}
	}
	return out.String()
}

func compact(value any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(out.String())
}
