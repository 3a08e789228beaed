package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// screen is a terminal that tells what it was sent.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) shows(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Contains(s.text.String(), text)
}

// await waits until a text is shown.
func (s *screen) await(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !s.shows(text); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%q is not shown: %q", text, s.text.String())
		}
	}
}

func watchingOn(stderr *screen, saying saying, environment map[string]string) *watching {
	on := system{stderr: stderr, watched: true, now: time.Now, getenv: func(name string) string { return environment[name] }}
	return saying.watch(on, func(text string) string { return text })
}

// TestProgress has a line for each source while it is read, and counts in it.
func TestProgress(t *testing.T) {
	stderr := &screen{}
	w := watchingOn(stderr, saying{}, nil)
	w.request(collect.Request{Call: "POST /oauth/token"}) // of no source
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			w.request(collect.Request{Source: fmt.Sprintf("aws.kms 111122223333 region-%d", i%5), Call: "kms:ListGrants"})
		})
	}
	all.Wait()
	w.request(collect.Request{Source: "pinecone project a\x1b[2Jb", Call: "GET /indexes"})
	logs := w.batchesOf("s3://acme-audit/")
	logs(3, 900)
	w.request(collect.Request{Source: "auditlog s3://acme-audit/", Call: "s3:GetObject"})
	stderr.await(t, "aws.kms 111122223333 region-4  10 calls")
	stderr.await(t, `pinecone project a\x1b[2Jb  1 call`)
	stderr.await(t, "auditlog s3://acme-audit/  3 of 900 batches")
	w.done(snapshot.Source{ID: "aws.kms 111122223333 region-4"})
	w.request(collect.Request{Source: "aws.kms 111122223333 region-4"})
	w.done(snapshot.Source{ID: "never seen"})
	w.end()
	w.request(collect.Request{Source: "too late"})
	if stderr.shows("too late") || stderr.shows("never seen") || stderr.shows("11 calls") {
		t.Errorf("%q", stderr.text.String())
	}
}

// TestSilence: nothing is said where nobody looks, or nobody wants it.
func TestSilence(t *testing.T) {
	for name, w := range map[string]func(*screen) *watching{
		"quiet": func(s *screen) *watching { return watchingOn(s, saying{quiet: true}, nil) },
		"CI":    func(s *screen) *watching { return watchingOn(s, saying{}, map[string]string{"CI": "true"}) },
		"dumb":  func(s *screen) *watching { return watchingOn(s, saying{}, map[string]string{"TERM": "dumb"}) },
		"no terminal": func(s *screen) *watching {
			return saying{}.watch(system{stderr: s, getenv: func(string) string { return "" }}, strings.ToLower)
		},
	} {
		stderr := &screen{}
		watching := w(stderr)
		watching.request(collect.Request{Source: "aws.kms", Call: "kms:ListGrants"})
		watching.done(snapshot.Source{ID: "aws.kms"})
		watching.end()
		if stderr.text.Len() > 0 {
			t.Errorf("%s: %q", name, stderr.text.String())
		}
	}
}
