package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/report"
)

// parrot is a Pinecone and an AWS that repeat, wherever they can, what they were sent.
type parrot struct {
	answers map[string]string

	mu    sync.Mutex
	heard map[string]bool
}

var signature = regexp.MustCompile(`Signature=([0-9a-f]{64})`)

// ServeHTTP answers, or refuses with all headers of the request in the sentence.
func (p *parrot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call, about := called(r)
	p.hear(r)
	said := fmt.Sprintf("%v", r.Header)
	w.Header().Set("Content-Type", "application/json")
	for _, name := range []string{"X-Request-Id", "X-Amzn-Requestid", "X-Amz-Request-Id"} {
		w.Header().Set(name, strings.TrimPrefix(r.Header.Get("Api-Key")+r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 "))
	}
	if strings.Contains(call, ":") && !strings.HasPrefix(call, "kms:") {
		w.Header().Set("Content-Type", "text/xml")
	}
	for _, name := range []string{call + " " + about, call} {
		if body, ok := p.answers[name]; ok {
			_, _ = io.WriteString(w, strings.NewReplacer("HOST", r.Host, "PARROT", strings.ReplaceAll(said, `"`, "")).Replace(body))
			return
		}
	}
	w.WriteHeader(http.StatusTeapot)
	if strings.Contains(call, ":") && !strings.HasPrefix(call, "kms:") {
		fmt.Fprintf(w, "<R><Error><Code>Odd</Code><Message>%s</Message></Error></R>", strings.ReplaceAll(said, "<", ""))
		return
	}
	fmt.Fprintf(w, `{"__type":"Odd","message":%q,"error":{"code":"ODD","message":%q},"status":418}`, said, said)
}

// hear keeps what of a request is secret.
func (p *parrot) hear(r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, header := range []string{"Api-Key", "X-Amz-Security-Token"} {
		p.heard[r.Header.Get(header)] = true
	}
	authorization := r.Header.Get("Authorization")
	p.heard[strings.TrimPrefix(authorization, "Bearer ")] = true
	if found := signature.FindStringSubmatch(authorization); found != nil {
		p.heard[found[1]] = true
	}
	delete(p.heard, "")
}

// TestNothingSecretIsSaid: whatever services say, no header of a request, no credential, no
// signature of a URL, and none of the customer's data is on stderr with --verbose, in a
// report, in a snapshot or in a bundle.
func TestNothingSecretIsSaid(t *testing.T) {
	p := &parrot{answers: answersOf(t, "testdata/parrot.txtar"), heard: map[string]bool{}}
	server := httptest.NewServer(p)
	defer server.Close()
	environment := map[string]string{
		"PINECONE_CONTROLLER_HOST": server.URL, "PINECONE_OAUTH_HOST": server.URL,
		"PINECONE_API_KEY": "key-of-the-project", "PINECONE_CLIENT_ID": "client", "PINECONE_CLIENT_SECRET": "secret-of-the-client",
	}
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-of-the-account",
		"AWS_SESSION_TOKEN": "token-of-the-session", "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(name, value)
	}
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("pinelint.yaml", "apiVersion: pinelint/v1\norganization: {name: acme}\nprojects:\n  - name: search\n"+
		"    cmek: {keys: [{name: main, key: \"arn:aws:kms:us-east-1:111122223333:key/1b6f\"}]}\n")
	var all bytes.Buffer
	kept := filepath.Join(t.TempDir(), "evidence")
	commands := [][]string{{"collect"}, {"check", "--bundle", kept}}
	for _, format := range report.Formats() {
		commands = append(commands, []string{"check", "--format", format.Name})
	}
	for _, command := range commands {
		args := slices.Concat(command, []string{"--live", "--audit-logs", "s3://acme-audit/pinecone", "--verbose", folder})
		code := run(t.Context(), args, system{
			stdin: strings.NewReader(""), stdout: &all, stderr: &all, now: time.Now, patience: time.Millisecond,
			getenv: func(name string) string { return environment[name] }, environ: func() []string { return nil },
		})
		if code != exitIncomplete && code != exitFindings {
			t.Fatalf("%q ends in %d: %s", args, code, all.String())
		}
	}
	for _, name := range []string{
		"bundle.json", "snapshot.json", "results.json", "report.txt", "report.html", "report.sarif", "report.oscal.json",
	} {
		data, err := os.ReadFile(filepath.Join(kept, name))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	p.judge(t, all.String())
}

// judge looks for what was heard, and for what the answers have and nobody may see.
func (p *parrot) judge(t *testing.T, said string) {
	for _, sent := range []string{"secret-of-the-account", "secret-of-the-client", "token-of-the-client", "value-of-"} {
		p.heard[sent] = true
	}
	if len(p.heard) < 12 || !strings.Contains(said, "call=kms:DescribeKey") || !strings.Contains(said, "call=s3:GetObject") ||
		!strings.Contains(said, `call="GET /bulk/imports"`) {
		t.Fatalf("only %d secrets were sent, or not all calls were made: %s", len(p.heard), said)
	}
	for secret := range p.heard {
		for line := range strings.Lines(said) {
			if strings.Contains(line, secret) {
				t.Errorf("%q is in %.600s", secret, line)
				break
			}
		}
	}
}
