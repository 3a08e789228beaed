package pinecone

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

// sent counts what a guard lets out.
type sent struct{ requests []string }

func (s *sent) RoundTrip(request *http.Request) (*http.Response, error) {
	s.requests = append(s.requests, request.Method+" "+request.URL.String())
	return (*http.Response)(respond(200, "{}")), nil
}

func newGuard(t *testing.T) (*guard, *sent) {
	t.Helper()
	hosts, err := newHosts(Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	out := &sent{}
	return &guard{hosts: hosts, next: out}, out
}

// TestGuardLetsOutTheList holds the list itself: a call that is added here is a decision.
func TestGuardLetsOutTheList(t *testing.T) {
	var names []string
	for _, e := range endpoints() {
		names = append(names, e.name())
		if e.method != http.MethodGet && e.name() != "POST /oauth/token" && e.name() != "POST /describe_index_stats" {
			t.Errorf("%s may change something", e.name())
		}
	}
	collecttest.Golden(t, *update, "testdata/calls.golden", []byte(strings.Join(names, "\n")+"\n"))
}

// TestGuard tries every method on every path, with each credential, on the right and on
// other hosts, and lets out what the list has.
func TestGuard(t *testing.T) {
	methods := []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get", "QUERY"}
	credentials := map[string]http.Header{
		"none": {}, "bearer": {"Authorization": {"Bearer x"}}, "key": {"Api-Key": {"x"}},
		"both": {"Authorization": {"Bearer x"}, "Api-Key": {"x"}}, "cookie": {"Api-Key": {"x"}, "Cookie": {"a=b"}},
	}
	hosts := []string{
		"https://api.pinecone.io", "https://login.pinecone.io", "https://docs-1a.svc.aped.pinecone.io",
		"http://api.pinecone.io", "http://docs-1a.svc.aped.pinecone.io", "https://evil.example",
		"https://api.pinecone.io.evil.example", "https://evilpinecone.io", "https://docs-1a.svc.aped.pinecone.io:8443",
		"https://127.0.0.1", "https://user:pw@api.pinecone.io",
	}
	right := map[surface][2]string{
		login: {"https://login.pinecone.io", "none"}, admin: {"https://api.pinecone.io", "bearer"},
		control: {"https://api.pinecone.io", "key"}, data: {"https://docs-1a.svc.aped.pinecone.io", "key"},
	}
	for _, e := range endpoints() {
		for _, method := range methods {
			for _, host := range hosts {
				for name, header := range credentials {
					guard, out := newGuard(t)
					request, err := http.NewRequestWithContext(t.Context(), method, host+e.fill([]string{"a/../b"}), http.NoBody)
					if err != nil {
						t.Fatal(err)
					}
					request.Header = header.Clone()
					_, err = guard.RoundTrip(request) //nolint:bodyclose // of a fake
					want := method == e.method && name == right[e.surface][1] &&
						(host == right[e.surface][0] || (e.surface == data && host == "https://api.pinecone.io"))
					if (err == nil) != want || (len(out.requests) == 1) != want {
						t.Errorf("%s %s with %s: %v", method, request.URL, name, err)
					}
				}
			}
		}
	}
}

func TestGuardRefuses(t *testing.T) {
	for _, address := range []string{
		"https://api.pinecone.io/", "https://api.pinecone.io/indexes/a/b", "https://api.pinecone.io/indexes/",
		"https://api.pinecone.io/indexes/..", "https://api.pinecone.io/indexes/.", "https://api.pinecone.io//indexes",
		"https://api.pinecone.io/indexes?force=true", "https://api.pinecone.io/indexes#x", "https://api.pinecone.io/indexes/",
		"https://api.pinecone.io/vectors/list", "https://docs.svc.aped.pinecone.io/query", "https://api.pinecone.io/indexes/a/configure",
	} {
		guard, out := newGuard(t)
		at, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		request := &http.Request{Method: http.MethodGet, URL: at, Header: http.Header{"Api-Key": {"x"}}, Body: io.NopCloser(strings.NewReader(""))}
		response, err := guard.RoundTrip(request) //nolint:bodyclose // of a fake
		if _, refused := errors.AsType[*refusal](err); !refused || response != nil || len(out.requests) > 0 {
			t.Errorf("%s: %v", address, err)
		}
	}
	guard, out := newGuard(t)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://api.pinecone.io/indexes", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Api-Key", "x")
	request.Host = "evil.example"
	if _, err := guard.RoundTrip(request); err == nil || len(out.requests) > 0 { //nolint:bodyclose // of a fake
		t.Error("another host is asked by its header")
	}
}

// TestIndexHosts says to which hosts an API key may go.
func TestIndexHosts(t *testing.T) {
	tests := []struct {
		controller, host, want string
	}{
		{"", "docs-1a.svc.aped-4627.pinecone.io", "https://docs-1a.svc.aped-4627.pinecone.io"},
		{"", "https://DOCS.svc.pinecone.io:443", "https://DOCS.svc.pinecone.io:443"},
		{"", "http://docs.svc.pinecone.io", ""},
		{"", "docs.svc.pinecone.io.evil.example", ""},
		{"", "evil.example/.pinecone.io", ""},
		{"", "evil.example?.pinecone.io", ""},
		{"", "evil.example#.pinecone.io", ""},
		{"", "key@docs.svc.pinecone.io", ""},
		{"", "xpinecone.io", ""},
		{"", "pinecone.io", ""},
		{"", "localhost:5081", ""},
		{"http://localhost:5080", "localhost:5081", "http://localhost:5081"},
		{"http://localhost:5080", "http://localhost:5081", "http://localhost:5081"},
		{"http://localhost:5080", "http://localhost.evil.example:5081", ""},
		{"http://localhost:5080", "https://docs.svc.pinecone.io", "https://docs.svc.pinecone.io"},
	}
	for _, test := range tests {
		hosts, err := newHosts(Options{Controller: test.controller}.withDefaults())
		if err != nil {
			t.Fatal(err)
		}
		base, ok := hosts.index(test.host)
		got := ""
		if ok {
			got = base.String()
		}
		if got != test.want {
			t.Errorf("%s beside %s is %q, want %q", test.host, test.controller, got, test.want)
		}
	}
}
