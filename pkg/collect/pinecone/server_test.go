package pinecone

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

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
	collecttest.Golden(t, *update, "testdata/asked.golden", []byte(strings.Join(asked, "\n")+"\n"))
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
