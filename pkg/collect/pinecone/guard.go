package pinecone

import (
	"fmt"
	"net/http"
)

// guard lets out the calls of the list, each to its own surface with that surface's
// credential, and nothing else. It stands below everything that makes requests.
type guard struct {
	hosts hosts
	next  http.RoundTripper
}

// refusal is a request that the guard did not let out.
type refusal struct{ method, host, path string }

func (r *refusal) Error() string {
	return fmt.Sprintf("%s %s on %s is not a call that pinelint makes", r.method, r.path, r.host)
}

// RoundTrip sends what the list has.
func (g *guard) RoundTrip(request *http.Request) (*http.Response, error) {
	if !g.allows(request) {
		if request.Body != nil {
			_ = request.Body.Close() // as http.RoundTripper demands; nothing was read of it
		}
		return nil, &refusal{request.Method, request.URL.Host, request.URL.Path}
	}
	return g.next.RoundTrip(request)
}

func (g *guard) allows(request *http.Request) bool {
	at := request.URL
	if at.User != nil || at.Fragment != "" || (request.Host != "" && request.Host != at.Host) {
		return false
	}
	for name := range at.Query() {
		if name != "limit" && name != "paginationToken" {
			return false
		}
	}
	for _, e := range endpoints() {
		if e.method == request.Method && e.matches(at.EscapedPath()) && g.hosts.has(e.surface, at) {
			return e.surface.accepts(request.Header)
		}
	}
	return false
}

// accepts says whether a request has no credential but the surface's own.
func (s surface) accepts(header http.Header) bool {
	if header.Get("Cookie") != "" || header.Get("Proxy-Authorization") != "" {
		return false
	}
	bearer, key := header.Get("Authorization") != "", header.Get("Api-Key") != ""
	switch s {
	case admin:
		return bearer && !key
	case control, data:
		return key && !bearer
	case login:
		return !key && !bearer
	default:
		return false
	}
}
