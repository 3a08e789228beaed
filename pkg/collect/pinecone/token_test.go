package pinecone

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const tokenCall = "POST login.pinecone.io/oauth/token"

// numbered gives tokens that are numbered, and lets in with those that are valid.
func numbered(lifetime int, valid func(token string) bool) func(string, int, *http.Request) (*reply, error) {
	return func(name string, n int, request *http.Request) (*reply, error) {
		switch {
		case name == tokenCall:
			return respond(200, fmt.Sprintf(`{"access_token": "token-number-%d", "expires_in": %d}`, n, lifetime)), nil
		case strings.HasPrefix(request.URL.Path, "/admin/") && !valid(strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")):
			return refuse(401, "UNAUTHENTICATED", "expired"), nil
		}
		return nil, nil
	}
}

func TestTokenIsAskedForOnce(t *testing.T) {
	fake := newAcme(t)
	fake.instead = numbered(1800, func(token string) bool { return token == "token-number-1" })
	all := collected(t, onlySearch(t, fake))
	if got := fake.times(tokenCall); got != 1 || all.source(t, "pinecone organization users").Status != snapshot.Complete {
		t.Errorf("asked %d times", got)
	}
}

// TestTokenIsRevoked: the first token ends in the middle, between two pages of the users.
func TestTokenIsRevoked(t *testing.T) {
	fake := newAcme(t)
	var revoked atomic.Bool
	token := numbered(1800, func(token string) bool { return !revoked.Load() || token != "token-number-1" })
	fake.instead = func(name string, n int, request *http.Request) (*reply, error) {
		if name == usersCall && n == 2 {
			revoked.Store(true)
		}
		return token(name, n, request)
	}
	all := collected(t, onlySearch(t, fake))
	if got := fake.times(tokenCall); got != 2 {
		t.Errorf("asked for %d tokens", got)
	}
	for _, source := range all.sources {
		if strings.HasPrefix(source.ID, "pinecone organization") && source.Status != snapshot.Complete {
			t.Errorf("reported %+v", source)
		}
	}
}

// TestTokenIsNeverTaken ends soon, and with the same reason for everything.
func TestTokenIsNeverTaken(t *testing.T) {
	fake := newAcme(t)
	fake.instead = numbered(1800, func(string) bool { return false })
	all := collected(t, onlySearch(t, fake))
	if got := fake.times(tokenCall); got > 3 {
		t.Errorf("asked for %d tokens", got)
	}
	for _, source := range all.sources {
		if strings.HasPrefix(source.ID, "pinecone organization") && source.Status != snapshot.Failed {
			t.Errorf("reported %+v", source)
		}
	}
	source := all.source(t, "pinecone organization users")
	if !strings.Contains(source.Reason, "answered 401 UNAUTHENTICATED: expired; give the client id and the current secret") {
		t.Errorf("reported %+v", source)
	}
}

func TestTokenIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		want   string
		tries  int
	}{
		"wrong secret": {
			401, `{"error": "access_denied", "error_description": "Unauthorized"}`,
			"POST /oauth/token answered 401: Unauthorized; give the client id and the current secret", 1,
		},
		"no token":   {200, `{"token_type": "Bearer"}`, "POST /oauth/token answered without an access token", 1},
		"not a text": {200, `{"access_token": 7}`, "POST /oauth/token answered without an access token", 1},
		"busy":       {503, `{"error": "busy"}`, "POST /oauth/token answered 503: busy", maxTries},
	} {
		t.Run(name, func(t *testing.T) {
			fake := newAcme(t)
			fake.instead = func(name string, _ int, _ *http.Request) (*reply, error) {
				if name != tokenCall {
					return nil, nil
				}
				return respond(test.status, test.body), nil
			}
			all := collected(t, onlySearch(t, fake))
			for _, part := range parts() {
				if part.kind.name == apiKeyKind.name {
					continue // whose reason is that there are no projects
				}
				source := all.source(t, part.id())
				if source.Status != snapshot.Failed || !strings.HasPrefix(source.Reason, test.want) {
					t.Errorf("reported %+v, want %s", source, test.want)
				}
			}
			if got := fake.times(tokenCall); got != test.tries {
				t.Errorf("asked %d times, want %d", got, test.tries)
			}
			if all.source(t, "pinecone project search indexes").Status != snapshot.Complete {
				t.Error("the project was not read")
			}
		})
	}
}

// TestTokenExpires renews a token before it ends, whatever the clock shows, and takes one
// whose end is not told until it is refused.
func TestTokenExpires(t *testing.T) {
	tests := []struct {
		name     string
		lifetime int
		wait     time.Duration
		offset   time.Duration
		want     string
	}{
		{"early", 1800, 28 * time.Minute, 0, "token-number-1"},
		{"a minute before its end", 1800, 29 * time.Minute, 0, "token-number-2"},
		{"short", 10, 7 * time.Second, 0, "token-number-1"},
		{"short, near its end", 10, 8 * time.Second, 0, "token-number-2"},
		{"a clock that is fast", 1800, 28 * time.Minute, 10 * time.Minute, "token-number-1"},
		{"a clock that is slow", 1800, 29 * time.Minute, -10 * time.Minute, "token-number-2"},
		{"not told", 0, 100 * time.Hour, 0, "token-number-1"},
		{"nonsense", -5, 100 * time.Hour, 0, "token-number-1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fake := newAcme(t)
				fake.instead = numbered(test.lifetime, func(string) bool { return true })
				options := options(t, fake).withDefaults()
				options.Now = func() time.Time { return time.Now().Add(test.offset) }
				client, err := newClient(options)
				if err != nil {
					t.Fatal(err)
				}
				tokens := newTokens(client, "client", secret)
				if _, f := tokens.get(t.Context()); f != nil {
					t.Fatal(f)
				}
				time.Sleep(test.wait)
				if got, f := tokens.get(t.Context()); got != test.want || f != nil {
					t.Errorf("got %s, %v, want %s", got, f, test.want)
				}
			})
		})
	}
}
