package aws_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	keyARN     = "arn:aws:kms:us-east-1:111122223333:key/1b6f7a52-0c5c-4d6e-8a43-0d6a3a1f2e11"
	roleARN    = "arn:aws:iam::111122223333:role/pinecone-cmek"
	endpointID = "vpce-0a1b2c3d4e5f60718"
	service    = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"
)

// fake is an HTTP client that answers as an AWS account does, from testdata/account.txtar.
type fake struct {
	answers map[string]string
	// faults take the place of an answer, by the name of the call.
	faults map[string]func(*http.Request) (*http.Response, error)

	mu    sync.Mutex
	calls []string // with what they asked for
	hosts []string
}

func newFake(t testing.TB) *fake {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/account.txtar")
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{answers: map[string]string{}, faults: map[string]func(*http.Request) (*http.Response, error){}}
	for _, file := range archive.Files {
		f.answers[file.Name] = strings.TrimSpace(string(file.Data))
	}
	return f
}

// Do answers one request.
func (f *fake) Do(request *http.Request) (*http.Response, error) {
	call, about, token := collecttest.AWSCall(request)
	f.mu.Lock()
	f.calls = append(f.calls, strings.TrimSpace(call+" "+about+" "+token))
	f.hosts = append(f.hosts, request.URL.Host)
	fault := f.faults[call]
	f.mu.Unlock()
	if fault != nil {
		return fault(request)
	}
	for _, name := range []string{call + " " + about + " " + token, call + " " + token, call + " " + about, call} {
		if body, ok := f.answers[strings.TrimSpace(name)]; ok && (token == "" || strings.Contains(name, token)) {
			return answer(200, body), nil
		}
	}
	return collecttest.AWSNotThere(call), nil
}

// called are the names of the calls that were made, each once.
func (f *fake) called() []string {
	var names []string
	for _, call := range f.calls {
		name, _, _ := strings.Cut(call, " ")
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// refused is a status and an error's code.
type refused struct {
	status int
	code   string
}

func answer(status int, body string) *http.Response { return collecttest.AWSAnswer(status, body) }

func refusal(call string, r refused) *http.Response {
	return collecttest.AWSRefusal(call, r.status, r.code)
}

// config has the fake in the place of AWS.
func (f *fake) config() sdk.Config {
	return sdk.Config{
		Region: "us-east-1", HTTPClient: f,
		Credentials: sdk.CredentialsProviderFunc(func(context.Context) (sdk.Credentials, error) {
			return sdk.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "not-a-secret"}, nil
		}),
	}
}

func now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// quick are limits under which nobody waits.
func quick() aws.Limits { return aws.Limits{Backoff: time.Millisecond, PerSecond: 1e6} }

// options ask for everything that the account has.
func (f *fake) options(t testing.TB) aws.Options {
	t.Helper()
	types := collecttest.Types(t)
	return aws.Options{
		Accounts: []aws.Account{{Name: "profile audit", Config: f.config()}},
		Targets: aws.Targets{
			Roles: []string{roleARN}, Keys: []string{"alias/pinecone"}, Endpoints: []string{endpointID},
			Buckets: []aws.Bucket{{Name: "acme-audit", Logs: true, Prefix: "pinecone/"}},
		},
		Discover: true,
		Pinecone: aws.Pinecone{Services: []string{service}, Accounts: []string{"713131977538"}},
		Types:    types, Now: now, Limits: quick(),
	}
}

// sink keeps what it gets.
type sink struct {
	units   [][]*snapshot.Observation
	sources []snapshot.Source
}

func (s *sink) Observe(unit []*snapshot.Observation) { s.units = append(s.units, unit) }
func (s *sink) Report(source snapshot.Source)        { s.sources = append(s.sources, source) }

func (s *sink) source(t testing.TB, id string) snapshot.Source {
	t.Helper()
	for _, source := range s.sources {
		if source.ID == id {
			return source
		}
	}
	t.Fatalf("there is no source %s in %+v", id, s.sources)
	return snapshot.Source{}
}

func (s *sink) find(kind, address string) *snapshot.Observation {
	for _, unit := range s.units {
		for _, o := range unit {
			if o.Type == kind && o.Address == address {
				return o
			}
		}
	}
	return nil
}
