package pinecone

import (
	"context"
	"maps"
	"net/http"
	"net/url"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxPages bounds a list whose pages never end: a million things.
const maxPages = 10000

// scope is what is read with one credential.
type scope struct {
	client *client
	// account is the project that a call is made for, empty for the organization.
	account string
	// call makes a call with the credential.
	call func(ctx context.Context, r request) (*answer, *failure)
}

// withKey is the scope of a project's API key.
func (c *client) withKey(project Project) *scope {
	sign := func(header http.Header) { header.Set("Api-Key", string(project.Key)) }
	return &scope{client: c, account: project.reference(), call: func(ctx context.Context, r request) (*answer, *failure) {
		r.account, r.sign = project.label(), sign
		return c.call(ctx, r)
	}}
}

// withAccount is the scope of the organization's service account.
func (c *client) withAccount(id string, secret Secret) *scope {
	t := newTokens(c, id, secret)
	return &scope{client: c, call: t.withToken}
}

// of is the scope whose calls are made for a source, which counts them.
func (s *scope) of(from *source) *scope {
	counted := *s
	counted.call = func(ctx context.Context, r request) (*answer, *failure) {
		r.source = from.id
		got, f := s.call(ctx, r)
		from.count(f)
		return got, f
	}
	return &counted
}

// pages reads a list to its end and hands on every page that could be read.
func (s *scope) pages(ctx context.Context, r request, page func(*answer, []any)) *failure {
	seen := map[string]bool{}
	query := url.Values{}
	maps.Copy(query, r.query)
	for range maxPages {
		r.query = query
		got, f := s.call(ctx, r)
		if f != nil {
			return f
		}
		things, f := listed(r.endpoint, got.value)
		if f != nil {
			return f
		}
		page(got, things)
		next := nextPage(got.value)
		if next == "" {
			return nil
		}
		if seen[next] {
			return &failure{call: r.endpoint.name(), text: "named the same next page twice, so the list may go on"}
		}
		seen[next] = true
		query = url.Values{"paginationToken": {next}}
		if limit := r.query.Get("limit"); limit != "" {
			query.Set("limit", limit)
		}
	}
	return &failure{call: r.endpoint.name(), text: "has more pages than are read"}
}

// listed is the list in an answer. The data plane leaves out a list that is empty; of the
// others an answer without one is not understood, and does not mean that there is nothing.
func listed(e endpoint, value any) ([]any, *failure) {
	object, ok := value.(map[string]any)
	list, isList := object[e.list].([]any)
	if !ok || (!isList && (e.surface != data || object[e.list] != nil)) {
		return nil, &failure{call: e.name(), text: "answered without the list " + quote(e.list)}
	}
	return list, nil
}

func nextPage(value any) string {
	object, _ := value.(map[string]any)
	pagination, _ := object["pagination"].(map[string]any)
	return snapshot.Text(pagination, "next")
}
