// Package pinecone reads an organization and its projects from Pinecone's APIs: the Admin
// API with a service account, the control plane and the data plane with an API key of each
// project. It sends the calls of a fixed list, all of which only read, and nothing else,
// and no credential to a host that is not Pinecone's.
//
// What cannot be read is said by fact: a call that is refused leaves a source that names
// the permission, and everything else is still read.
package pinecone

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Options say what to read, with which credentials, and how patiently.
type Options struct {
	// Types are what a snapshot can hold.
	Types snapshot.Types
	// Now is the clock.
	Now func() time.Time
	// ClientID and ClientSecret are of a service account. Without them the Admin API is
	// not read.
	ClientID     string
	ClientSecret Secret
	// Projects are those whose control and data planes are read.
	Projects []Project
	// Namespaces reads the names of namespaces, which are the customer's data, and not
	// only their number; Stats how many records an index has.
	Namespaces, Stats bool
	// Controller and OAuth are base URLs; empty for Pinecone's own. Without TLS they may
	// only be of this machine.
	Controller, OAuth string
	// Watch is told of each request, from several goroutines; nil for nobody.
	Watch func(collect.Request)
	// Transport sends the requests; nil for one that knows no proxy.
	Transport Transport
	// Calls is how many calls are open at a time, 16 where it is 0.
	Calls int
	// Attempt limits one attempt of a call, 30 seconds where it is 0; Patience a call with
	// its repetitions, 2 minutes; Limit everything, 15 minutes.
	Attempt, Patience, Limit time.Duration
}

// Transport sends requests to services.
type Transport = http.RoundTripper

// Project is a project and an API key of it: one with ControlPlaneViewer and
// DataPlaneViewer sees all that is asked for.
type Project struct {
	// ID and Name are what is known of the project; one of them is enough.
	ID, Name string
	Key      Secret
}

// Secret is text that no output may have.
type Secret string

// String hides the secret from formatting.
func (Secret) String() string { return collect.Redacted }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return collect.Redacted }

// MarshalText hides the secret from encoders.
func (Secret) MarshalText() ([]byte, error) { return []byte(collect.Redacted), nil }

// label is what the project's sources are called by.
func (p Project) label() string {
	switch {
	case p.Name != "":
		return p.Name
	case p.ID != "":
		return p.ID
	default:
		return "default"
	}
}

// reference is what resources name their project by.
func (p Project) reference() string {
	if p.ID != "" {
		return p.ID
	}
	return p.Name
}

var errLimit = errors.New("the time limit for all of Pinecone was reached")

// Collect reads and hands on what was read. The error is that of ctx; all else that went
// wrong is in the sources.
func Collect(ctx context.Context, options Options, sink collect.Sink) error {
	options = options.withDefaults()
	client, err := newClient(options)
	if err != nil {
		reportBroken(err, sink)
		return ctx.Err()
	}
	limited, cancel := context.WithTimeoutCause(ctx, options.Limit, errLimit)
	defer cancel()
	r := &reader{options: options, client: client, sink: sink}
	var all sync.WaitGroup
	all.Go(func() { r.readOrganization(limited) })
	for _, project := range named(options.Projects) {
		all.Go(func() { r.readProject(limited, project) })
	}
	all.Wait()
	return ctx.Err()
}

// reader reads with one client into one sink.
type reader struct {
	options Options
	client  *client
	sink    collect.Sink
}

// named gives every project a label of its own.
func named(projects []Project) []Project {
	all := make([]Project, len(projects))
	taken := map[string]int{}
	for i, project := range projects {
		label := project.label()
		if taken[label]++; taken[label] > 1 {
			label = fmt.Sprintf("%s#%d", label, taken[label])
		}
		all[i] = project
		if label != project.label() {
			all[i].Name = label
		}
	}
	return all
}

// reportBroken says that an option makes all reading impossible.
func reportBroken(err error, sink collect.Sink) {
	sink.Report(snapshot.Source{
		ID: "pinecone", Status: snapshot.Failed, Reason: err.Error(),
		Holds:    append(organizationTypes(), projectTypes()...),
		Problems: []snapshot.Problem{{Kind: snapshot.Broken, Message: err.Error()}},
	})
}
