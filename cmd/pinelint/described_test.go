//go:build live

package main

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// routed sends requests to the server of each of Pinecone's interfaces, and those of AWS into a
// world.
type routed struct {
	servers map[string]*url.URL
	aws     *world
}

// from reads "login=http://… admin=http://… control=http://… data=http://…", and perhaps
// before=http://… for what the control plane had in another form before version 2026-07.
func from(t *testing.T, variable string) routed {
	t.Helper()
	r := routed{servers: map[string]*url.URL{}, aws: newWorld(t)}
	for _, pair := range strings.Fields(os.Getenv(variable)) {
		name, text, _ := strings.Cut(pair, "=")
		at, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		r.servers[name] = at
	}
	if len(r.servers) == 0 {
		t.Fatalf("%s names no server: run .ci/check-live-pinecone", variable)
	}
	return r
}

// RoundTrip implements [http.RoundTripper].
func (r routed) RoundTrip(request *http.Request) (*http.Response, error) {
	if isAWS(request) {
		return r.aws.RoundTrip(request)
	}
	at := r.servers[surfaceOf(request.URL.Path)]
	if before := r.servers["before"]; before != nil && isOfOtherForm(request.URL.Path) {
		at = before
	}
	sent := request.Clone(request.Context())
	sent.Header.Set("X-Upstream-Host", request.URL.Host)
	sent.URL.Scheme, sent.URL.Host, sent.Host = at.Scheme, at.Host, ""
	return http.DefaultTransport.RoundTrip(sent)
}

// isOfOtherForm says whether versions of the control plane answer in different forms.
func isOfOtherForm(path string) bool {
	return path == "/indexes" || path == "/backups" || path == "/restore-jobs"
}

func surfaceOf(path string) string {
	switch {
	case path == "/oauth/token":
		return "login"
	case strings.HasPrefix(path, "/admin/"):
		return "admin"
	case path == "/namespaces", strings.HasPrefix(path, "/bulk/"), path == "/describe_index_stats":
		return "data"
	default:
		return "control"
	}
}

// collected is what the program collects over a network.
func collected(t *testing.T, over http.RoundTripper, repository string) *snapshot.Snapshot {
	t.Helper()
	signedIn(t)
	var out, said strings.Builder
	environment := map[string]string{
		"PINECONE_CLIENT_ID": "client", "PINECONE_CLIENT_SECRET": "secret-of-the-client",
		"KEY_OF_SEARCH": "key-of-search", "KEY_OF_STAGING": "key-of-staging",
	}
	code := run(context.Background(), liveArgs("collect", repository), system{
		stdin: strings.NewReader(""), stdout: &out, stderr: &said, now: morning, transport: over, patience: time.Minute,
		getenv: func(name string) string { return environment[name] }, environ: func() []string { return nil },
	})
	if code != exitClean {
		t.Errorf("ends in %d: %s", code, said.String())
	}
	read, err := snapshot.Read(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// TestDescribed reads a server that others wrote, and that makes its answers of an API
// description: it takes every request, and there is something of every kind.
func TestDescribed(t *testing.T) {
	for _, variable := range strings.Fields(os.Getenv("PINELINT_MOCKS")) {
		t.Run(variable, func(t *testing.T) {
			read := collected(t, from(t, variable), "manifest")
			parts := 0
			for _, source := range read.Sources {
				if !strings.HasPrefix(source.ID, "pinecone ") {
					continue
				}
				if parts++; source.Status != snapshot.Complete || len(source.Counts) == 0 {
					t.Errorf("%+v", source)
				}
			}
			if parts < 7+2*7 {
				t.Errorf("%d sources", parts)
			}
			index := read.Resources["pinecone_index"][0]
			for _, name := range []string{"name", "deployment", "cloud", "region", "dimension", "metric", "deletion_protection", "status"} {
				if index.Values[name] == nil {
					t.Errorf("an index without %s: %v", name, index.Values)
				}
			}
		})
	}
}

// TestFakeIsAsDescribed reads the world of the tests through proxies that hold every request and
// every answer to a description: what the tests make up is what is documented.
func TestFakeIsAsDescribed(t *testing.T) {
	fake := newWorld(t)
	server := &http.Server{
		Addr: os.Getenv("PINELINT_UPSTREAM"), ReadHeaderTimeout: time.Minute,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.URL.Host = r.Header.Get("X-Upstream-Host")
			response, err := fake.RoundTrip(r)
			if err != nil {
				t.Error(err)
				return
			}
			maps.Copy(w.Header(), response.Header)
			w.WriteHeader(response.StatusCode)
			_, _ = io.Copy(w, response.Body)
		}),
	}
	go func() { _ = server.ListenAndServe() }() // ends when it is closed
	defer server.Close()
	got := collected(t, from(t, "PINELINT_PROXIES"), "terraform")
	want := collected(t, newWorld(t), "terraform")
	if a, b := resources(t, got), resources(t, want); a != b {
		t.Errorf("through the proxies it is\n%s\nwithout\n%s", a, b)
	}
	// A proxy that lets everything through proves nothing.
	fake.answers[indexesOf] = strings.Replace(fake.answers[indexesOf], `"deletion_protection": "enabled", `, "", 1)
	response := httptest.NewRequest(http.MethodGet, "https://api.pinecone.io/indexes", nil)
	response.RequestURI = ""
	response.Header.Set("Api-Key", "key-of-search")
	response.Header.Set("X-Pinecone-Api-Version", "2026-07")
	if refused, err := from(t, "PINELINT_PROXIES").RoundTrip(response); err != nil || refused.StatusCode < 400 {
		t.Errorf("an answer that is not as described came through: %v, %v", refused, err)
	}
}

func resources(t *testing.T, read *snapshot.Snapshot) string {
	t.Helper()
	data, err := json.Marshal(read.Resources)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
