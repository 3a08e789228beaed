package pinecone

import (
	"cmp"
	"net"
	"net/http"
	"strings"
	"time"
)

// withDefaults fills what is not set, and takes from credentials the white space that
// comes along when they are copied.
func (o Options) withDefaults() Options {
	o.Controller = cmp.Or(o.Controller, "https://api.pinecone.io")
	o.OAuth = cmp.Or(o.OAuth, "https://login.pinecone.io")
	o.Calls = cmp.Or(o.Calls, 16)
	o.Attempt = cmp.Or(o.Attempt, 30*time.Second)
	o.Patience = cmp.Or(o.Patience, 2*time.Minute)
	o.Limit = cmp.Or(o.Limit, 15*time.Minute)
	if o.Transport == nil {
		o.Transport = newTransport(o.Calls)
	}
	o.ClientID = strings.TrimSpace(o.ClientID)
	o.ClientSecret = Secret(strings.TrimSpace(string(o.ClientSecret)))
	projects := make([]Project, len(o.Projects))
	for i, project := range o.Projects {
		project.Key = Secret(strings.TrimSpace(string(project.Key)))
		projects[i] = project
	}
	o.Projects = projects
	return o
}

// newTransport keeps a connection for each call that may be open at once.
func newTransport(calls int) *http.Transport {
	return &http.Transport{
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConnsPerHost: calls,
		MaxIdleConns:        4 * calls,
		IdleConnTimeout:     90 * time.Second,
		ForceAttemptHTTP2:   true,
	}
}
