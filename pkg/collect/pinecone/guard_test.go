package pinecone

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sent counts what a guard lets out.
type sent struct{ requests []string }

func (s *sent) RoundTrip(request *http.Request) (*http.Response, error) {
	s.requests = append(s.requests, request.Method+" "+request.URL.String())
	return respond(200, "{}"), nil
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
	golden(t, "testdata/calls.golden", strings.Join(names, "\n")+"\n")
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
					_, err = guard.RoundTrip(request)
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
		request := &http.Request{Method: "GET", URL: at, Header: http.Header{"Api-Key": {"x"}}, Body: io.NopCloser(strings.NewReader(""))}
		response, err := guard.RoundTrip(request)
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
	if _, err := guard.RoundTrip(request); err == nil || len(out.requests) > 0 {
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

// TestRedirects runs against a real server that sends every request elsewhere: nothing
// comes there, whatever the kind of redirect.
func TestRedirects(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		t.Errorf("%s %s came with %v", request.Method, request.URL, request.Header)
	}))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
			http.Redirect(w, request, elsewhere.URL+request.URL.Path, status)
		}))
		options := options(t, nil)
		options.Controller, options.OAuth, options.Transport = server.URL, server.URL, nil
		var all got
		if err := Collect(t.Context(), options, &all); err != nil {
			t.Error(err)
		}
		server.Close()
		source := all.source(t, "pinecone project search indexes")
		if source.Status != snapshot.Failed || !strings.Contains(source.Reason, "redirect, which is not followed") {
			t.Errorf("%d: reported %+v", status, source)
		}
	}
}

// TestServer reads a real server, which checks what it is sent.
func TestServer(t *testing.T) {
	var asked []string
	server := httptest.NewServer(nil)
	defer server.Close()
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			t.Error(err)
		}
		asked = append(asked, fmt.Sprintf("%s %s %s %s", request.Method, request.URL, request.Header.Get("X-Pinecone-Api-Version"), body))
		host := strings.TrimPrefix(server.URL, "http://")
		switch request.URL.Path {
		case "/indexes":
			fmt.Fprintf(w, `{"indexes": [{"name": "a", "host": %q, "status": {}, "deletion_protection": "enabled", "deployment": {}}]}`, host)
		case "/collections":
			fmt.Fprint(w, `{"collections": []}`)
		case "/describe_index_stats":
			fmt.Fprint(w, `{"totalVectorCount": 5}`)
		default:
			fmt.Fprint(w, `{"data": []}`)
		}
	})
	options := options(t, nil)
	options.Controller, options.Transport, options.ClientID = server.URL, nil, ""
	options.Projects, options.Stats, options.Calls = options.Projects[:1], true, 1
	var all got
	if err := Collect(t.Context(), options, &all); err != nil {
		t.Error(err)
	}
	all.sort()
	for _, source := range all.sources {
		if strings.HasPrefix(source.ID, "pinecone project") && source.Status != snapshot.Complete {
			t.Errorf("reported %+v", source)
		}
	}
	slices.Sort(asked)
	golden(t, "testdata/asked.golden", strings.Join(asked, "\n")+"\n")
}

// TestSecrets has a service that repeats every credential wherever it can.
func TestSecrets(t *testing.T) {
	const uuid = "0f0e0d0c-0b0a-4908-8706-050403020100"
	words := strings.Join([]string{
		secret, searchKey, uuid, "pcsk_4Rt9x_" + strings.Repeat("Zq7", 20),
		"eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl",
	}, " ")
	quoted, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	text := string(quoted)
	answers := map[string]func(name string) *http.Response{
		"values": func(name string) *http.Response {
			thing := fmt.Sprintf(`{"id": %[1]s, "name": %[1]s, "backup_id": %[1]s, "restore_job_id": %[1]s, "schedule_id": %[1]s,
				"host": %[1]s, "uri": %[1]s, "plan": %[1]s, "status": %[1]s, "email": %[1]s, "roles": [%[1]s], "tags": {%[1]s: %[1]s}}`, text)
			return respond(200, fmt.Sprintf(`{"data": [%[1]s], "indexes": [%[1]s], "collections": [%[1]s]}`, thing))
		},
		"errors": func(string) *http.Response {
			response := respond(400, fmt.Sprintf(`{"status": 400, "error": {"code": %[1]s, "message": %[1]s}}`, text))
			response.Header.Set("X-Request-Id", words)
			return response
		},
		"text":   func(string) *http.Response { return with(respond(401, words), "Content-Type", "text/plain") },
		"broken": func(string) *http.Response { return half(text) },
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			fake := newAcme(t)
			fake.instead = func(name string, _ int, request *http.Request) (*http.Response, error) {
				if name == tokenCall {
					return respond(200, `{"access_token": "token-number-1", "expires_in": 60}`), nil
				}
				response := answer(name)
				if token := request.Header.Get("Authorization"); token != "" { // nobody else has seen it
					response.Header.Set("X-Request-Id", token)
				}
				return response, nil
			}
			options := options(t, fake)
			options.Namespaces, options.Stats = true, true
			options.Projects = []Project{{Name: "search", Key: searchKey}, {Name: "old", Key: uuid}}
			all := collected(t, options)
			out := all.String() + compact(all.sources) + compact(all.unit) + fmt.Sprintf("%v %+v %#v", options, options, options.Projects) +
				compact(options.Projects)
			for _, word := range append(strings.Fields(words), "token-number-1") {
				if at := strings.Index(out, word); at >= 0 {
					t.Errorf("%s stands in %s", word, out[max(0, at-80):min(len(out), at+120)])
				}
			}
			if !strings.Contains(out, "[redacted]") {
				t.Error("nothing was redacted")
			}
		})
	}
}

// TestServerThatHangs is interrupted at once.
func TestServerThatHangs(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		select {
		case <-release:
		case <-request.Context().Done():
		}
	}))
	defer server.Close()
	defer close(release)
	options := options(t, nil)
	options.Controller, options.OAuth, options.Transport = server.URL, server.URL, nil
	options.Attempt, options.Limit = 20*time.Millisecond, 200*time.Millisecond
	var all got
	start := time.Now()
	if err := Collect(t.Context(), options, &all); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
	if source := all.source(t, "pinecone project search backups"); source.Status != snapshot.Failed {
		t.Errorf("reported %+v", source)
	}
}
