package pinecone

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// audience is whom access tokens are for.
const audience = "https://api.pinecone.io/"

// tokens keeps an access token of a service account and gets a new one before it
// expires. Its lifetime is counted from when it came, so that a clock that is off does
// not matter. The first failure is final: without a token nothing else can be read.
type tokens struct {
	client *client
	id     string
	secret Secret

	// turn is held by the one who looks at what follows, or changes it.
	turn    chan struct{}
	current string
	until   time.Time // zero where the service did not say
	failed  *failure
}

func newTokens(c *client, id string, secret Secret) *tokens {
	return &tokens{client: c, id: id, secret: secret, turn: make(chan struct{}, 1)}
}

func (t *tokens) release() { <-t.turn }

// get is a token that is valid for a while.
func (t *tokens) get(ctx context.Context) (string, *failure) {
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return "", interrupted(ctx, postToken.name())
	}
	defer t.release()
	switch {
	case t.failed != nil:
		return "", t.failed
	case t.current != "" && (t.until.IsZero() || t.client.options.Now().Before(t.until)):
		return t.current, nil
	}
	t.failed = t.fetch(ctx)
	return t.current, t.failed
}

// refused takes back a token that the service did not take. A token that is fresh is not
// asked for again.
func (t *tokens) refused(token string, fresh bool, why *failure) {
	t.turn <- struct{}{}
	defer t.release()
	switch {
	case token != t.current:
	case fresh:
		t.failed = why
	default:
		t.current = ""
	}
}

func (t *tokens) fetch(ctx context.Context) *failure {
	t.current = ""
	body, err := json.Marshal(map[string]string{
		"client_id": t.id, "client_secret": string(t.secret),
		"grant_type": "client_credentials", "audience": audience,
	})
	if err != nil {
		return &failure{call: postToken.name(), text: "could not be made: a credential is no text"}
	}
	got, f := t.client.call(ctx, request{endpoint: postToken, body: body})
	if f != nil {
		return f
	}
	object, _ := got.value.(map[string]any)
	t.current, t.until = snapshot.Text(object, "access_token"), time.Time{}
	if t.current == "" {
		return &failure{call: postToken.name(), text: "answered without an access token"}
	}
	t.client.secrets.add(t.current)
	if seconds, _ := integer(object["expires_in"]); seconds > 0 {
		lifetime := time.Duration(seconds) * time.Second
		t.until = t.client.options.Now().Add(lifetime - min(time.Minute, lifetime/5))
	}
	return nil
}

// withToken makes a call of the Admin API, with a new token where the service does not
// take the old one, which may have been revoked.
func (t *tokens) withToken(ctx context.Context, r request) (*answer, *failure) {
	for fresh := false; ; fresh = true {
		token, f := t.get(ctx)
		if f != nil {
			return nil, f
		}
		r.sign = func(header http.Header) { header.Set("Authorization", "Bearer "+token) }
		got, f := t.client.call(ctx, r)
		if f == nil || f.status != http.StatusUnauthorized {
			return got, f
		}
		t.refused(token, fresh, f)
		if fresh {
			return nil, f
		}
	}
}
