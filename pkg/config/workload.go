package config

import (
	"errors"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// Workload is a program that uses a project.
type Workload struct {
	// The program's name.
	Name string `yaml:"name" jsonschema:"required,minLength=1"`
	// Whether the program only reads, or also writes.
	Access string `yaml:"access" jsonschema:"enum=read,enum=write"`
	// The name of the API key that the program uses, never its value.
	APIKey string `yaml:"api_key" jsonschema:"minLength=1"`
	// The cloud that the program runs in.
	Cloud string `yaml:"cloud" jsonschema:"enum=aws,enum=gcp,enum=azure,enum=other"`
	// The region that the program runs in.
	Region string `yaml:"region" jsonschema:"minLength=1"`
	// The SDK that the program uses; http where it uses none.
	SDK string `yaml:"sdk" jsonschema:"enum=python,enum=node,enum=java,enum=go,enum=dotnet,enum=rust,enum=http"`
	// The program reaches the project through a private endpoint.
	Private bool `yaml:"private"`
	// The program reaches the project through a proxy.
	Proxy bool `yaml:"proxy"`
	// The program calls the control plane, and not only indexes.
	ControlPlane bool `yaml:"control_plane"`
	// The program can reach api.pinecone.io, which no private endpoint leads to.
	ControlPlaneEgress bool `yaml:"control_plane_egress"`
	// What the program does when a request fails.
	Retries Retries `yaml:"retries"`
}

// Retries is what a program does when a request fails.
type Retries struct {
	// How often a request is tried at most, the first try included.
	MaxAttempts int `yaml:"max_attempts" jsonschema:"minimum=1"`
	// How the delay grows from try to try.
	Backoff string `yaml:"backoff" jsonschema:"enum=exponential,enum=linear,enum=fixed,enum=none"`
	// The delay is spread at random.
	Jitter bool `yaml:"jitter"`
	// The longest delay between two tries, such as 60s.
	MaxDelay Duration `yaml:"max_delay"`
	// The HTTP statuses that are tried again: a code such as 429, or a class such as 5xx.
	RetryOn []Status `yaml:"retry_on"`
	// Retries are logged or counted.
	Logged bool `yaml:"logged"`
}

// StatusPattern is what a [Status] looks like.
const StatusPattern = "^[1-5]([0-9][0-9]|xx)$"

var statusShape = lazyregexp.New(StatusPattern)

// Status is an HTTP status code ("429") or a class of them ("5xx").
type Status string

// UnmarshalText reads a code or a class.
func (s *Status) UnmarshalText(text []byte) error {
	if !statusShape().Match(text) {
		return errors.New("it must be an HTTP status such as 429, or a class of them such as 5xx")
	}
	*s = Status(text)
	return nil
}

// MarshalText gives what was read.
func (s Status) MarshalText() ([]byte, error) { return []byte(s), nil }
