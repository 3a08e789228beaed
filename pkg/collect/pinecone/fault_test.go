package pinecone

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	backupsCall = "GET api.pinecone.io/backups"
	usersCall   = "GET api.pinecone.io/admin/users"
)

// instead is what a fake answers in place of its file.
type instead = func(n int, request *http.Request) (*reply, error)

func with(response *reply, header, value string) *reply {
	response.Header.Set(header, value)
	return response
}

// always gives one answer, often only to the first so many requests.
func always(response func() *reply) instead {
	return func(int, *http.Request) (*reply, error) { return response(), nil }
}

func often(times int, response func() *reply) instead {
	return func(n int, _ *http.Request) (*reply, error) {
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

func half(text string) *reply {
	response := respond(200, "")
	response.Body = broken{strings.NewReader(text)}
	return response
}

// TestFaults puts one fault in the way of the backups of a project, which come in two
// pages, and says what becomes of them; the rest is as if nothing had happened.
func TestFaults(t *testing.T) {
	page2 := func(answer func() *reply) instead {
		return func(_ int, request *http.Request) (*reply, error) {
			if request.URL.Query().Get("paginationToken") == "" {
				return nil, nil
			}
			return answer(), nil
		}
	}
	body := func(status int, text string) func() *reply {
		return func() *reply { return respond(status, text) }
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
		{name: "none", fault: always(func() *reply { return nil }), status: snapshot.Complete, backups: "b0 b1", tries: 2},
		{
			name: "429 that names a time", fault: often(2, func() *reply { return with(refuse(429, "", ""), "Retry-After", "7") }),
			status: snapshot.Complete, backups: "b0 b1", least: 14 * time.Second, most: 14 * time.Second, tries: 4,
		},
		{
			name: "429 that names a date on a clock that is off",
			fault: often(1, func() *reply {
				response := with(refuse(429, "", ""), "Retry-After", "Mon, 23 Nov 2026 04:10:09 GMT")
				return with(response, "Date", "Mon, 23 Nov 2026 04:10:00 GMT")
			}),
			status: snapshot.Complete, backups: "b0 b1", least: 9 * time.Second, most: 9 * time.Second, tries: 3,
		},
		{
			name: "429 that names no time", fault: often(3, func() *reply { return refuse(429, "RESOURCE_EXHAUSTED", "slow") }),
			status: snapshot.Complete, backups: "b0 b1", most: 4 * time.Second, tries: 5,
		},
		{
			name: "429 that names too long a time", fault: always(func() *reply { return with(refuse(429, "", ""), "Retry-After", "3600") }),
			status: snapshot.Failed, reason: "GET /backups answered 429: asks to be left alone for 1h0m0s", tries: 1,
		},
		{
			name: "429 for ever", fault: always(func() *reply { return refuse(429, "RESOURCE_EXHAUSTED", "slow") }),
			status: snapshot.Failed, reason: "GET /backups answered 429 RESOURCE_EXHAUSTED: slow", most: time.Minute, tries: maxTries,
		},
		{
			name: "429 with long times for ever", fault: always(func() *reply { return with(refuse(429, "", ""), "Retry-After", "50") }),
			status: snapshot.Failed, reason: "GET /backups answered 429", least: 100 * time.Second, most: 2 * time.Minute, tries: 3,
		},
		{name: "500 once", fault: often(1, body(500, "{}")), status: snapshot.Complete, backups: "b0 b1", most: time.Second, tries: 3},
		{
			name: "500 on the second page", fault: page2(body(500, "")), status: snapshot.Partial,
			reason: "GET /backups answered 500", backups: "b1", most: time.Minute, tries: 1 + maxTries,
		},
		{name: "501", fault: always(body(501, "{}")), status: snapshot.Failed, reason: "GET /backups answered 501", tries: 1},
		{
			name: "502 with HTML", fault: always(func() *reply {
				return with(respond(502, "<html><title>Bad gateway</title></html>"), "Content-Type", "text/html")
			}),
			status: snapshot.Failed, reason: "GET /backups answered 502", most: time.Minute, tries: maxTries,
		},
		{name: "503 for a while", fault: often(4, body(503, "busy")), status: snapshot.Complete, backups: "b0 b1", most: time.Minute, tries: 6},
		{
			name: "no answer", fault: func(_ int, request *http.Request) (*reply, error) {
				<-request.Context().Done()
				return nil, request.Context().Err()
			},
			status: snapshot.Failed, reason: "GET /backups did not answer within 30s", least: time.Minute, most: 3 * time.Minute, tries: 4,
		},
		{
			name:   "reset in the middle",
			fault:  func(n int, _ *http.Request) (*reply, error) { return half(`{"data": [{"backup_id": "b9"`), nil },
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
			name: "a cursor that expired", fault: page2(func() *reply { return refuse(400, "INVALID_ARGUMENT", "bad cursor") }),
			status: snapshot.Partial, reason: "GET /backups answered 400 INVALID_ARGUMENT: bad cursor", backups: "b1", tries: 2,
		},
		{
			name: "too much", fault: always(body(200, `{"data": ["`+strings.Repeat("x", maxBody)+`"]}`)),
			status: snapshot.Failed, reason: "GET /backups answered with more than 16 MB", tries: 1,
		},
		{
			name: "401 in plain text", fault: always(func() *reply {
				return with(respond(401, "Invalid API\x1b Key\n"), "Content-Type", "text/plain; charset=utf-8")
			}),
			status: snapshot.Failed, reason: "GET /backups answered 401: Invalid API Key; give a current API key", tries: 1,
		},
		{
			name: "402", fault: always(func() *reply { return refuse(402, "PAYMENT_REQUIRED", "pay") }),
			status: snapshot.Failed, reason: "GET /backups answered 402 PAYMENT_REQUIRED: pay", tries: 1,
		},
		{
			name: "a redirect", fault: always(func() *reply {
				return with(respond(307, ""), "Location", "https://api.pinecone.io/indexes")
			}),
			status: snapshot.Failed, reason: "GET /backups answered with a redirect, which is not followed", tries: 1,
		},
		{
			name: "no address", fault: func(int, *http.Request) (*reply, error) {
				return nil, &net.DNSError{Err: "no such host", Name: "api.pinecone.io", IsNotFound: true}
			},
			status: snapshot.Failed, reason: "GET /backups was not made: the DNS has no address of api.pinecone.io", tries: 1,
		},
		{
			name: "no connection", fault: func(int, *http.Request) (*reply, error) {
				return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
			},
			status: snapshot.Failed, reason: "GET /backups got no answer: dial tcp: connection refused", most: time.Minute, tries: maxTries,
		},
	}
	whole := collected(t, onlySearch(t, newAcme(t)))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake := newAcme(t)
			fake.instead = func(name string, n int, request *http.Request) (*reply, error) {
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
				if o.Source == id && o.Type == backupKind.name {
					backups = append(backups, strings.TrimPrefix(o.Address, "/backups/"))
				}
			}
			if got := strings.Join(backups, " "); got != test.backups {
				t.Errorf("read the backups %q, want %q", got, test.backups)
			}
			count := all.find(id, "/admin/projects/"+searchID)
			if told := count.Values["usage"] != nil; told != (test.status == snapshot.Complete) || told == (len(count.Unknown)+len(count.Unread) > 0) {
				t.Errorf("counted %v, and does not know %v %v", count.Values, count.Unknown, count.Unread)
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
