package pinecone

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	backupsCall = "GET api.pinecone.io/backups"
	usersCall   = "GET api.pinecone.io/admin/users"
)

// instead is what a fake answers in place of its file.
type instead = func(n int, request *http.Request) (*http.Response, error)

func with(response *http.Response, header, value string) *http.Response {
	response.Header.Set(header, value)
	return response
}

// always gives one answer, often only to the first so many requests.
func always(response func() *http.Response) instead {
	return func(int, *http.Request) (*http.Response, error) { return response(), nil }
}

func often(times int, response func() *http.Response) instead {
	return func(n int, _ *http.Request) (*http.Response, error) {
		if n > times {
			return nil, nil
		}
		return response(), nil
	}
}

// broken is a body that ends in the middle with an error.
type broken struct{ io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if errors.Is(err, io.EOF) {
		err = errors.New("read tcp: connection reset by peer")
	}
	return n, err
}

func (broken) Close() error { return nil }

func half(text string) *http.Response {
	response := respond(200, "")
	response.Body = broken{strings.NewReader(text)}
	return response
}

// TestFaults puts one fault in the way of the backups of a project, which come in two
// pages, and says what becomes of them; the rest is as if nothing had happened.
func TestFaults(t *testing.T) {
	page2 := func(answer func() *http.Response) instead {
		return func(_ int, request *http.Request) (*http.Response, error) {
			if request.URL.Query().Get("paginationToken") == "" {
				return nil, nil
			}
			return answer(), nil
		}
	}
	body := func(status int, text string) func() *http.Response {
		return func() *http.Response { return respond(status, text) }
	}
	tests := []struct {
		name   string
		fault  instead
		status string
		// reason is in the source's reason.
		reason string
		// backups are the ids that are read.
		backups string
		// wait is what the clock shows in the end: none, or up to so much.
		least, most time.Duration
		// tries is how often the list was asked for, with all its pages.
		tries int
	}{
		{name: "none", fault: always(func() *http.Response { return nil }), status: snapshot.Complete, backups: "b0 b1", tries: 2},
		{
			name: "429 that names a time", fault: often(2, func() *http.Response { return with(refuse(429, "", ""), "Retry-After", "7") }),
			status: snapshot.Complete, backups: "b0 b1", least: 14 * time.Second, most: 14 * time.Second, tries: 4,
		},
		{
			name: "429 that names a date on a clock that is off",
			fault: often(1, func() *http.Response {
				response := with(refuse(429, "", ""), "Retry-After", "Mon, 23 Nov 2026 04:10:09 GMT")
				return with(response, "Date", "Mon, 23 Nov 2026 04:10:00 GMT")
			}),
			status: snapshot.Complete, backups: "b0 b1", least: 9 * time.Second, most: 9 * time.Second, tries: 3,
		},
		{
			name: "429 that names no time", fault: often(3, func() *http.Response { return refuse(429, "RESOURCE_EXHAUSTED", "slow") }),
			status: snapshot.Complete, backups: "b0 b1", most: 4 * time.Second, tries: 5,
		},
		{
			name: "429 that names too long a time", fault: always(func() *http.Response { return with(refuse(429, "", ""), "Retry-After", "3600") }),
			status: snapshot.Failed, reason: "GET /backups answered 429: asks to be left alone for 1h0m0s", tries: 1,
		},
		{
			name: "429 for ever", fault: always(func() *http.Response { return refuse(429, "RESOURCE_EXHAUSTED", "slow") }),
			status: snapshot.Failed, reason: "GET /backups answered 429 RESOURCE_EXHAUSTED: slow", most: time.Minute, tries: maxTries,
		},
		{
			name: "429 with long times for ever", fault: always(func() *http.Response { return with(refuse(429, "", ""), "Retry-After", "50") }),
			status: snapshot.Failed, reason: "GET /backups answered 429", least: 100 * time.Second, most: 2 * time.Minute, tries: 3,
		},
		{name: "500 once", fault: often(1, body(500, "{}")), status: snapshot.Complete, backups: "b0 b1", most: time.Second, tries: 3},
		{
			name: "500 on the second page", fault: page2(body(500, "")), status: snapshot.Partial,
			reason: "GET /backups answered 500", backups: "b1", most: time.Minute, tries: 1 + maxTries,
		},
		{name: "501", fault: always(body(501, "{}")), status: snapshot.Failed, reason: "GET /backups answered 501", tries: 1},
		{
			name: "502 with HTML", fault: always(func() *http.Response {
				return with(respond(502, "<html><title>Bad gateway</title></html>"), "Content-Type", "text/html")
			}),
			status: snapshot.Failed, reason: "GET /backups answered 502", most: time.Minute, tries: maxTries,
		},
		{name: "503 for a while", fault: often(4, body(503, "busy")), status: snapshot.Complete, backups: "b0 b1", most: time.Minute, tries: 6},
		{
			name: "no answer", fault: func(_ int, request *http.Request) (*http.Response, error) {
				<-request.Context().Done()
				return nil, request.Context().Err()
			},
			status: snapshot.Failed, reason: "GET /backups did not answer within 30s", least: time.Minute, most: 3 * time.Minute, tries: 4,
		},
		{
			name:   "reset in the middle",
			fault:  func(n int, _ *http.Request) (*http.Response, error) { return half(`{"data": [{"backup_id": "b9"`), nil },
			status: snapshot.Failed, reason: "GET /backups got half an answer: read tcp: connection reset by peer", most: time.Minute, tries: maxTries,
		},
		{
			name: "half of it JSON", fault: often(1, body(200, `{"data": [{"backup_id": "b9"`)),
			status: snapshot.Complete, backups: "b0 b1", most: time.Second, tries: 3,
		},
		{
			name: "no JSON", fault: always(body(200, "<html>a proxy's page</html>")),
			status: snapshot.Failed, reason: "GET /backups answered what is not JSON", most: time.Minute, tries: maxTries,
		},
		{
			name: "200 with an error", fault: always(body(200, `{"status": 403, "error": {"code": "FORBIDDEN", "message": "no"}}`)),
			status: snapshot.Failed, reason: "GET /backups answered 403 FORBIDDEN: no", tries: 1,
		},
		{
			name: "200 with an error of the data plane", fault: always(body(200, `{"code": 7, "message": "no", "details": []}`)),
			status: snapshot.Failed, reason: "GET /backups answered 403: no", tries: 1,
		},
		{
			name: "200 with nothing", fault: always(body(200, "{}")),
			status: snapshot.Failed, reason: "GET /backups answered without the list data", tries: 1,
		},
		{
			name: "200 with a list of another kind", fault: always(body(200, `{"data": {"backup_id": "b1"}}`)),
			status: snapshot.Failed, reason: "GET /backups answered without the list data", tries: 1,
		},
		{
			name: "a thing without an id", fault: always(body(200, `{"data": [{"status": "Ready"}, 7, null, {"backup_id": "b5"}]}`)),
			status: snapshot.Partial, reason: "GET /backups listed a thing without a backup_id, which was left out (and 2 more)", backups: "b5", tries: 1,
		},
		{
			name: "a thing twice", fault: always(body(200, `{"data": [{"backup_id": "b5"}, {"backup_id": "b5"}]}`)),
			status: snapshot.Complete, backups: "b5", tries: 1,
		},
		{
			name: "a page that names itself", fault: always(body(200, `{"data": [{"backup_id": "b5"}], "pagination": {"next": "again"}}`)),
			status: snapshot.Partial, reason: "GET /backups named the same next page twice", backups: "b5", tries: 2,
		},
		{
			name: "a cursor that expired", fault: page2(func() *http.Response { return refuse(400, "INVALID_ARGUMENT", "bad cursor") }),
			status: snapshot.Partial, reason: "GET /backups answered 400 INVALID_ARGUMENT: bad cursor", backups: "b1", tries: 2,
		},
		{
			name: "too much", fault: always(body(200, `{"data": ["`+strings.Repeat("x", maxBody)+`"]}`)),
			status: snapshot.Failed, reason: "GET /backups answered with more than 16 MB", tries: 1,
		},
		{
			name: "401 in plain text", fault: always(func() *http.Response {
				return with(respond(401, "Invalid API\x1b Key\n"), "Content-Type", "text/plain; charset=utf-8")
			}),
			status: snapshot.Failed, reason: "GET /backups answered 401: Invalid API Key; give a current API key", tries: 1,
		},
		{
			name: "402", fault: always(func() *http.Response { return refuse(402, "PAYMENT_REQUIRED", "pay") }),
			status: snapshot.Failed, reason: "GET /backups answered 402 PAYMENT_REQUIRED: pay", tries: 1,
		},
		{
			name: "a redirect", fault: always(func() *http.Response {
				return with(respond(307, ""), "Location", "https://api.pinecone.io/indexes")
			}),
			status: snapshot.Failed, reason: "GET /backups answered with a redirect, which is not followed", tries: 1,
		},
		{
			name: "no address", fault: func(int, *http.Request) (*http.Response, error) {
				return nil, &net.DNSError{Err: "no such host", Name: "api.pinecone.io", IsNotFound: true}
			},
			status: snapshot.Failed, reason: "GET /backups was not made: the DNS has no address of api.pinecone.io", tries: 1,
		},
		{
			name: "no connection", fault: func(int, *http.Request) (*http.Response, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
			},
			status: snapshot.Failed, reason: "GET /backups got no answer: dial tcp: connection refused", most: time.Minute, tries: maxTries,
		},
	}
	whole := collected(t, onlySearch(t, newAcme(t)))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake := newAcme(t)
			fake.instead = func(name string, n int, request *http.Request) (*http.Response, error) {
				if name != backupsCall {
					return nil, nil
				}
				return test.fault(n, request)
			}
			all, took := timed(t, onlySearch(t, fake))
			const id = "pinecone project search backups"
			source := all.source(t, id)
			if source.Status != test.status || !strings.Contains(source.Reason, test.reason) || (test.reason == "") != (source.Reason == "") {
				t.Errorf("reported %s: %s; want %s: %s", source.Status, source.Reason, test.status, test.reason)
			}
			var backups []string
			for _, o := range all.unit {
				if o.Source == id {
					backups = append(backups, strings.TrimPrefix(o.Address, "/backups/"))
				}
			}
			if got := strings.Join(backups, " "); got != test.backups {
				t.Errorf("read the backups %q, want %q", got, test.backups)
			}
			if took < test.least || took > test.most {
				t.Errorf("took %s, want %s to %s", took, test.least, test.most)
			}
			if got := fake.times(backupsCall); got != test.tries {
				t.Errorf("asked %d times, want %d", got, test.tries)
			}
			if got, want := all.without(id), whole.without(id); got != want {
				t.Errorf("all else is\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func onlySearch(t *testing.T, fake *acme) Options {
	options := options(t, fake)
	options.Projects = options.Projects[:1]
	return options
}

func timed(t *testing.T, options Options) (all *got, took time.Duration) {
	t.Helper()
	all = &got{}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if err := Collect(t.Context(), options, all); err != nil {
			t.Errorf("Collect: %v", err)
		}
		took = time.Since(start)
	})
	all.sort()
	return all, took
}

// without is everything but what is of one source.
func (g *got) without(id string) string {
	rest := &got{}
	for _, source := range g.sources {
		if source.ID != id {
			rest.sources = append(rest.sources, source)
		}
	}
	for _, o := range g.unit {
		if o.Source != id {
			rest.unit = append(rest.unit, o)
		}
	}
	return rest.String()
}

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
		fake.instead = func(_ string, _ int, request *http.Request) (*http.Response, error) {
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
	golden(t, "testdata/refused.golden", out.String())
}

// TestLaterRefusalsAreNotAskedFor: a role counts for a whole project.
func TestLaterRefusalsAreNotAskedFor(t *testing.T) {
	fake := newAcme(t)
	refused := 0
	fake.instead = func(name string, _ int, _ *http.Request) (*http.Response, error) {
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

func TestDeletedMeanwhile(t *testing.T) {
	fake := newAcme(t)
	fake.instead = func(name string, _ int, _ *http.Request) (*http.Response, error) {
		if strings.Contains(name, "/indexes/docs") || strings.Contains(name, "docs-1a") ||
			strings.HasSuffix(name, "/projects/22222222-0000-0000-0000-000000000002/api-keys") {
			return refuse(404, "NOT_FOUND", "gone"), nil
		}
		return nil, nil
	}
	all := collected(t, onlySearch(t, fake))
	for id, want := range map[string]string{
		"pinecone organization api keys":           "project staging was deleted while it was read",
		"pinecone project search backup schedules": "index docs was deleted while it was read",
		"pinecone project search namespaces":       "index docs was deleted while it was read",
	} {
		source := all.source(t, id)
		if source.Status != snapshot.Complete || len(source.Problems) != 1 || source.Problems[0].Kind != snapshot.Notice ||
			source.Problems[0].Message != want {
			t.Errorf("%s: reported %+v", id, source)
		}
	}
	if got := fake.times("GET api.pinecone.io/indexes/docs"); got != 1 {
		t.Errorf("asked %d times whether the index is there", got)
	}
}

// TestSurfaceThatIsDown: after some calls that failed however often they were tried, the
// others are tried once, so that it does not take for ever.
func TestSurfaceThatIsDown(t *testing.T) {
	fake := newAcme(t)
	options := options(t, fake)
	options.ClientID = ""
	options.Projects = nil
	for i := range 200 {
		options.Projects = append(options.Projects, Project{Name: fmt.Sprintf("p%d", i), Key: "a key of no matter"})
	}
	fake.instead = func(string, int, *http.Request) (*http.Response, error) { return respond(503, ""), nil }
	_, took := timed(t, options)
	if sent := len(fake.asked); took > 2*time.Minute || sent > 4*200+4*16*maxTries {
		t.Errorf("took %s and %d requests", took, sent)
	}
}

func TestInterrupted(t *testing.T) {
	hang := func(_ string, _ int, request *http.Request) (*http.Response, error) {
		if strings.HasPrefix(request.URL.Path, "/backups") {
			<-request.Context().Done()
			return nil, request.Context().Err()
		}
		return nil, nil
	}
	t.Run("by the caller", func(t *testing.T) {
		fake := newAcme(t)
		fake.instead = hang
		options := onlySearch(t, fake)
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			var all got
			start := time.Now()
			if err := Collect(ctx, options, &all); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error = %v", err)
			}
			if took := time.Since(start); took != time.Second {
				t.Errorf("took %s", took)
			}
			source := all.source(t, "pinecone project search backups")
			if source.Status != snapshot.Failed || source.Reason != "GET /backups was not read: the reading was interrupted" {
				t.Errorf("reported %+v", source)
			}
			if all.find("pinecone project search indexes", "/indexes/docs") == nil {
				t.Error("what was read before is lost")
			}
		})
	})
	t.Run("by the limit", func(t *testing.T) {
		fake := newAcme(t)
		fake.instead = hang
		options := onlySearch(t, fake)
		options.Limit = 10 * time.Second
		all, took := timed(t, options)
		source := all.source(t, "pinecone project search backups")
		if took != 10*time.Second || !strings.Contains(source.Reason, errLimit.Error()) {
			t.Errorf("took %s, reported %+v", took, source)
		}
	})
}

// TestVersions: a service that does not know the newest version is read by an older one.
func TestVersions(t *testing.T) {
	all := collected(t, options(t, newAcme(t)))
	o := all.find("pinecone project staging indexes", "/indexes/notes")
	if o == nil || o.Unknown["/cmek_id"].Reason == "" || o.Values["region"] != "eu-west-1" {
		t.Errorf("got %+v", o)
	}
}

func TestProblemsAreBounded(t *testing.T) {
	fake := newAcme(t)
	var list []string
	for i := range 300 {
		list = append(list, fmt.Sprintf(`{"name": "i%d", "host": "i%d.evil.example"}`, i, i))
	}
	fake.answers["GET api.pinecone.io/indexes 2026-07 search"] = `{"indexes": [` + strings.Join(list, ",") + `]}`
	source := collected(t, onlySearch(t, fake)).source(t, "pinecone project search imports")
	if len(source.Problems) != maxProblems+1 || source.Problems[maxProblems].Message != "and 280 more of the kind" ||
		!strings.HasSuffix(source.Reason, "(and 299 more)") {
		t.Errorf("%d problems, reason %q", len(source.Problems), source.Reason)
	}
}

func TestBrokenOptions(t *testing.T) {
	for host, want := range map[string]string{
		"http://api.example":           "the controller's host must begin with https://",
		"https://user:pw@api.example":  "the controller's host is no base URL",
		"https://api.example/v1":       "the controller's host is no base URL",
		"https://api.example?key=pw":   "the controller's host is no base URL",
		"://":                          "the controller's host is no base URL",
		"ftp://api.example":            "the controller's host must begin with https://",
		"https://api.example:\x00port": "the controller's host is no base URL",
	} {
		options := options(t, newAcme(t))
		options.Controller = host
		all := collected(t, options)
		if len(all.sources) != 1 || all.sources[0].Status != snapshot.Failed || !strings.HasPrefix(all.sources[0].Reason, want) ||
			all.sources[0].Problems[0].Kind != snapshot.Broken || strings.Contains(all.sources[0].Reason, "pw") {
			t.Errorf("%s: reported %+v", host, all.sources)
		}
	}
	for host, want := range map[string]string{
		"api.example": "https://api.example", "http://localhost:5080/": "http://localhost:5080",
		"http://127.0.0.1:1": "http://127.0.0.1:1", "http://[::1]:1": "http://[::1]:1",
	} {
		if base, err := parseBase("it", host); err != nil || base.String() != want {
			t.Errorf("%s is %v, %v", host, base, err)
		}
	}
}
