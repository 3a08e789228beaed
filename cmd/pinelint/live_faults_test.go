package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

const (
	backupsOf   = "GET api.pinecone.io/backups?limit=100 search"
	usersOf     = "GET api.pinecone.io/admin/users"
	secondUsers = "GET api.pinecone.io/admin/users?paginationToken=page+two"
	indexesOf   = "GET api.pinecone.io/indexes search"
	keyPolicy   = "kms:GetKeyPolicy arn:aws:kms:us-east-1:111122223333:key/1b6f7a52-0c5c-4d6e-8a43-0d6a3a1f2e11"
	grantsOf    = "kms:ListGrants arn:aws:kms:us-east-1:111122223333:key/1b6f7a52-0c5c-4d6e-8a43-0d6a3a1f2e11"
)

// until gives a fault for so long, and then the answer.
func until(end time.Duration, instead fault) fault {
	start := time.Time{}
	return func(asked asking) (*http.Response, error) {
		if start.IsZero() {
			start = time.Now()
		}
		if time.Since(start) >= end {
			return nil, nil
		}
		return instead(asked)
	}
}

// atFirst gives a fault to so many tries, and then the answer.
func atFirst(tries int, instead fault) fault {
	return func(asked asking) (*http.Response, error) {
		if asked.try > tries {
			return nil, nil
		}
		return instead(asked)
	}
}

func with(header, value string, instead fault) fault {
	return func(asked asking) (*http.Response, error) {
		response, err := instead(asked)
		response.Header.Set(header, value)
		return response, err
	}
}

// replaced has another text in the place of a part of an answer.
func replaced(from, to string) fault {
	return func(asked asking) (*http.Response, error) {
		return reply(200, strings.Replace(asked.body, from, to, 1)), nil
	}
}

func ofAWS(status int, code string) fault {
	return func(asked asking) (*http.Response, error) {
		call, _, _ := strings.Cut(asked.name, " ")
		return collecttest.AWSRefusal(call, status, code), nil
	}
}

func reset(asked asking) (*http.Response, error) {
	response := reply(200, "")
	half := strings.NewReader(asked.body[:len(asked.body)/2])
	response.Body = io.NopCloser(io.MultiReader(half, iotest.ErrReader(syscall.ECONNRESET)))
	return response, nil
}

// TestLiveFaults breaks one answer in every way that networks and services do, and says how the
// run ends and what it says of the source. All else is read.
func TestLiveFaults(t *testing.T) {
	tests := map[string]struct {
		at    string
		fault fault
		code  int
		// says is in the report's line on the source, or in the reason of the run.
		says string
		took time.Duration // at least
	}{
		"429 with Retry-After":    {backupsOf, atFirst(2, with("Retry-After", "7", always(429, "{}"))), 0, "search backups: complete", 14 * time.Second},
		"429 without":             {backupsOf, atFirst(2, always(429, "{}")), 0, "search backups: complete", 0},
		"429 for ever":            {backupsOf, always(429, "{}"), 3, "search backups: failed: GET /backups answered 429", 0},
		"429 for too long":        {backupsOf, with("Retry-After", "3600", always(429, "{}")), 3, "asks to be left alone for 1h0m0s", 0},
		"429 of AWS":              {keyPolicy, atFirst(2, with("Retry-After", "5", always(429, "{}"))), 0, "aws.kms 111122223333 us-east-1: complete", 10 * time.Second},
		"throttling for ever":     {keyPolicy, ofAWS(400, "ThrottlingException"), 3, "AWS still asked for fewer requests", 0},
		"500":                     {backupsOf, always(500, "{}"), 3, "search backups: failed: GET /backups answered 500", 0},
		"500 once":                {backupsOf, atFirst(1, always(500, "{}")), 0, "search backups: complete", 0},
		"500 of AWS":              {keyPolicy, always(500, "{}"), 3, "AWS still answered HTTP 500 after 4 attempts", 0},
		"502 with HTML":           {backupsOf, always(502, "<html>bad gateway</html>"), 3, "GET /backups answered 502", 0},
		"502 with HTML, of AWS":   {keyPolicy, always(502, "<html>bad gateway</html>"), 3, "kms:GetKeyPolicy: the answer could not be understood (HTTP 502)", 0},
		"503 for a minute":        {backupsOf, until(time.Minute, always(503, "busy")), 3, "GET /backups answered 503", time.Second},
		"503 for a minute of AWS": {keyPolicy, until(time.Minute, always(503, "{}")), 3, "AWS still answered HTTP 503", time.Second},
		"a hang":                  {backupsOf, ways()["no answer"], 3, "GET /backups did not answer within 30s", time.Minute},
		"a hang of AWS":           {keyPolicy, ways()["no answer"], 3, "kms:GetKeyPolicy: there was no answer in time", 20 * time.Second},
		"a reset in the middle":   {backupsOf, reset, 3, "GET /backups got half an answer", 0},
		"a reset of AWS":          {keyPolicy, reset, 3, "kms:GetKeyPolicy: the answer could not be understood", 0},
		"half of JSON":            {backupsOf, ways()["cut short"], 3, "GET /backups answered what ends in the middle of a value", 0},
		"200 with an error":       {backupsOf, always(200, `{"status": 403, "error": {"code": "FORBIDDEN", "message": "no"}}`), 3, "GET /backups answered 403 FORBIDDEN: no", 0},
		"200 with an error of AWS": {
			keyPolicy, always(200, `{"__type":"InternalFailure"}`), 3, "kms:GetKeyPolicy: the answer is an error", 0,
		},
		"an unknown word": {
			"kms:DescribeKey alias/pinecone", replaced(`"KeyState":"Enabled"`, `"KeyState":"Resting"`), 3, `is in the state "Resting", which nobody knows`, 0,
		},
		"an unknown plan": {
			"GET api.pinecone.io/admin/organizations", replaced(`"Enterprise"`, `"Business"`), 3, `plan "business" of "acme" is none that is known`, 0,
		},
		"a field that is missing": {indexesOf, replaced(`"deletion_protection": "enabled", `, ""), 3, "GET /indexes lacks it", 0},
		"a field that is new":     {indexesOf, replaced(`{"name": "products"`, `{"surprise": {"a": [1]}, "name": "products"`), 0, "search indexes: complete", 0},
		"a page that names itself": {
			secondUsers, replaced(`"pagination": null`, `"pagination": {"next": "page two"}`), 3, "named the same next page twice", 0,
		},
		"a page of AWS that names itself": {
			grantsOf, always(200, `{"Grants": [], "Truncated": true, "NextMarker": "again"}`), 3, "AWS gave the same page token twice", 0,
		},
		"a token that expires in the middle": {secondUsers, atFirst(1, always(401, "{}")), 0, "organization users: complete", 0},
		"a token that nobody takes":          {usersOf, always(401, "{}"), 3, "organization users: failed: GET /admin/users answered 401", 0},
		"credentials that expire":            {keyPolicy, ofAWS(400, "ExpiredTokenException"), 3, "the credentials have expired", 0},
		"a region that is not enabled":       {"kms:DescribeKey alias/pinecone", ofAWS(400, "UnrecognizedClientException"), 3, "is the region enabled for the account?", 0},
		"an index that is deleted":           {"GET products-1a.svc.aped.pinecone.io/namespaces?limit=1 search", always(404, "{}"), 3, "it was deleted while it was read, so read again", 0},
		"a policy that is deleted":           {"iam:GetRolePolicy use-key", ofAWS(404, "NoSuchEntity"), 3, "it was deleted while it was read, so read again", 0},
	}
	signedIn(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).without(test.at, test.fault)
			w.instead[test.at+" again"] = test.fault // the next page
			got := w.run(t, liveArgs("check", "terraform", "--fail-on", "never")...)
			if got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) {
				t.Errorf("ends in %d, and does not say %q:\n%s%s", got.code, test.says, got.stdout, got.stderr)
			}
			if got.took < test.took || got.took > 10*time.Minute {
				t.Errorf("took %s", got.took)
			}
			if test.code == exitIncomplete && !strings.Contains(got.stderr, "pinelint: ") {
				t.Errorf("no reason: %s", got.stderr)
			}
			for _, kept := range []string{"policy files: complete", "pinecone project staging indexes: complete", "aws.s3 111122223333: complete"} {
				if !strings.Contains(got.stdout, kept) && !strings.Contains(name, "credentials") {
					t.Errorf("the report lacks %q:\n%s", kept, got.stdout)
				}
			}
		})
	}
}

// TestNoCallIsMadeTwice counts what a whole run asks.
func TestNoCallIsMadeTwice(t *testing.T) {
	signedIn(t)
	for _, repository := range []string{"terraform", "manifest"} {
		w := newWorld(t)
		if got := w.run(t, liveArgs("check", repository)...); got.code != exitClean {
			t.Fatalf("%s: ends in %d: %s%s", repository, got.code, got.stdout, got.stderr)
		}
		if len(w.asked) < 80 {
			t.Errorf("%s: %d requests", repository, len(w.asked))
		}
		for request, times := range w.asked {
			if times > 1 {
				t.Errorf("%s: %s was made %d times", repository, request, times)
			}
		}
	}
}

// TestLiveClock: a clock that is ten minutes off is not noticed by Pinecone, and AWS's library
// signs anew with AWS's time.
func TestLiveClock(t *testing.T) {
	signedIn(t)
	for _, off := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		w := newWorld(t)
		for _, request := range []string{keyPolicy, "iam:GetRole pinecone-cmek"} {
			w.instead[request] = func(asked asking) (*http.Response, error) {
				signed, err := time.Parse("20060102T150405Z", asked.Header.Get("X-Amz-Date"))
				aws := time.Now().Add(off)
				if err != nil || aws.Sub(signed).Abs() < 5*time.Minute {
					return nil, err
				}
				return with("Date", aws.UTC().Format(http.TimeFormat), ofAWS(400, "RequestTimeTooSkewed"))(asked)
			}
		}
		if got := w.run(t, liveArgs("check", "terraform")...); got.code != exitClean {
			t.Errorf("%s off: ends in %d:\n%s%s", off, got.code, got.stdout, got.stderr)
		}
	}
}

// TestLiveInterrupted interrupts a run in the middle of AWS: it ends at once, and leaves the
// report that was there before.
func TestLiveInterrupted(t *testing.T) {
	signedIn(t)
	folder := t.TempDir()
	report := filepath.Join(folder, "report.json")
	if err := os.WriteFile(report, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		liveArgs("check", "terraform", "--format", "json", "-o", report), liveArgs("collect", "terraform", "-o", report),
	} {
		w := newWorld(t)
		bubble(t, w, func(ctx context.Context, on system) {
			ctx, interrupt := context.WithCancel(ctx)
			w.instead[keyPolicy] = func(asked asking) (*http.Response, error) {
				interrupt()
				<-asked.Context().Done()
				return nil, asked.Context().Err()
			}
			start := time.Now()
			if code := run(ctx, args, on); code != exitInterrupt || time.Since(start) > time.Minute {
				t.Errorf("ends in %d after %s", code, time.Since(start))
			}
		})
		left, err := os.ReadDir(folder)
		if text, _ := os.ReadFile(report); err != nil || len(left) != 1 || string(text) != "before" {
			t.Errorf("leaves %v with %q", left, text)
		}
	}
}

// TestLiveFullDisk: what cannot be written whole is not written, and what was there stays.
func TestLiveFullDisk(t *testing.T) {
	signedIn(t)
	got := newWorld(t).run(t, liveArgs("check", "terraform", "-o", "/dev/full")...)
	if got.code != exitUsage || !strings.Contains(got.stderr, "no space left on device") {
		t.Errorf("ends in %d: %s", got.code, got.stderr)
	}
	folder := t.TempDir()
	report := filepath.Join(folder, "report.json")
	if err := os.WriteFile(report, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := writeFile(t.Context(), report, func(w io.Writer) error {
		_, err := io.WriteString(w, "half of it")
		return errors.Join(err, syscall.ENOSPC)
	})
	left, _ := os.ReadDir(folder)
	if text, _ := os.ReadFile(report); !errors.Is(err, syscall.ENOSPC) || len(left) != 1 || string(text) != "before" {
		t.Errorf("%v; leaves %v with %q", err, left, text)
	}
}
