package pinecone

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"

	"github.com/pinelint/pinelint/pkg/collect"
)

// maxBody is the size of an answer that is still read.
const maxBody = 16 << 20

// client makes calls, each at most once at a time and as patiently as the options say.
type client struct {
	options Options
	hosts   hosts
	http    *http.Client
	secrets *secrets
	// slots bound the open calls. A call keeps its slot while it waits to try again, so
	// that all slow down together where the service asks for it.
	slots chan struct{}

	mu sync.Mutex
	// versions has the place of the version that works, by project and path.
	versions map[string]int

	// exhausted counts the calls of each surface that failed however often they were
	// tried, since the last that did not.
	exhausted [surfaces]atomic.Int32
}

func newClient(options Options) (*client, error) {
	hosts, err := newHosts(options)
	if err != nil {
		return nil, err
	}
	c := &client{
		options: options, hosts: hosts, secrets: &secrets{},
		slots: make(chan struct{}, options.Calls), versions: map[string]int{},
		http: &http.Client{
			Transport:     &guard{hosts: hosts, next: options.Transport},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	c.secrets.add(string(options.ClientSecret))
	for _, project := range options.Projects {
		c.secrets.add(string(project.Key))
	}
	return c, nil
}

// request is what a call is made with.
type request struct {
	// account is the project that the call is made for, source the source.
	account    string
	source     string
	endpoint   endpoint
	parameters []string
	// base is the URL of an index's own host, for the data plane.
	base  *url.URL
	query url.Values
	body  []byte
	// sign puts the credential in.
	sign func(http.Header)
}

// call makes a call and, where the service does not know the version of the API that it
// was asked by, makes it by an older one, as all later calls of that endpoint and project.
func (c *client) call(ctx context.Context, r request) (*answer, *failure) {
	select {
	case c.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, interrupted(ctx, r.endpoint.name())
	}
	defer func() { <-c.slots }()
	for at := c.preferred(r); ; at++ {
		got, f := c.persist(ctx, r, r.endpoint.versions[at])
		if f == nil || !f.isOfVersion() || at+1 == len(r.endpoint.versions) {
			return got, f
		}
		c.prefer(r, at+1)
	}
}

func (c *client) preferred(r request) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.versions[r.account+" "+r.endpoint.path]
}

func (c *client) prefer(r request, version int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := r.account + " " + r.endpoint.path
	c.versions[key] = max(c.versions[key], version)
}

// attempt sends a request once.
func (c *client) attempt(ctx context.Context, r request, version string) (*answer, *failure) {
	limited, cancel := context.WithTimeout(ctx, c.options.Attempt)
	defer cancel()
	sent, err := http.NewRequestWithContext(limited, r.endpoint.method, c.address(r), bytes.NewReader(r.body))
	if err != nil {
		return nil, &failure{call: r.endpoint.name(), text: "could not be made: its address is not valid"}
	}
	sent.Header.Set("Accept", "application/json")
	sent.Header.Set("User-Agent", "pinelint")
	sent.Header.Set("X-Pinecone-Api-Version", version)
	if r.body != nil {
		sent.Header.Set("Content-Type", "application/json")
	}
	if r.sign != nil {
		r.sign(sent.Header)
	}
	ended := c.tell(r, sent.URL.Host)
	response, err := c.http.Do(sent)
	if err != nil {
		ended(0, "")
		return nil, c.unreachable(ctx, r.endpoint, err)
	}
	ended(response.StatusCode, c.requestID(response.Header))
	defer func() { _ = response.Body.Close() }() // it was read to where it counts
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody+1))
	if err != nil {
		return nil, c.unreachable(ctx, r.endpoint, err)
	}
	return c.understand(r.endpoint, response, body, version)
}

// tell tells who watches of a request, and gives what tells that it ended: with a status, or 0
// where there was no answer.
func (c *client) tell(r request, host string) (ended func(status int, id string)) {
	if c.options.Watch == nil {
		return func(int, string) {}
	}
	told, begun := collect.Request{Source: r.source, Call: r.endpoint.name(), Host: host}, c.options.Now()
	c.options.Watch(told)
	return func(status int, id string) {
		told.Ended, told.Took, told.Status, told.RequestID = true, c.options.Now().Sub(begun), status, id
		c.options.Watch(told)
	}
}

func (c *client) address(r request) string {
	base := c.hosts.controller
	switch {
	case r.base != nil:
		base = r.base
	case r.endpoint.surface == login:
		base = c.hosts.login
	}
	address := base.String() + r.endpoint.fill(r.parameters)
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	return address
}

// unreachable is the failure of a request that got no answer, or half of one.
func (c *client) unreachable(ctx context.Context, e endpoint, err error) *failure {
	if ctx.Err() != nil {
		return interrupted(ctx, e.name())
	}
	f := &failure{call: e.name(), passing: true}
	refused, isRefused := errors.AsType[*refusal](err)
	lookup, isLookup := errors.AsType[*net.DNSError](err)
	address, isAddress := errors.AsType[*url.Error](err)
	switch {
	case isRefused:
		f.passing, f.text = false, "was not sent: "+refused.Error()
	case errors.Is(err, context.DeadlineExceeded):
		f.text = fmt.Sprintf("did not answer within %s", c.options.Attempt)
	case isLookup && lookup.IsNotFound:
		f.passing, f.text = false, "was not made: the DNS has no address of "+quote(lookup.Name)
	case isAddress:
		f.text = "got no answer: " + line(c.secrets.text(address.Err.Error()), maxText)
	default:
		f.text = "got half an answer: " + line(c.secrets.text(err.Error()), maxText)
	}
	return f
}
