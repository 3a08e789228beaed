package aws_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestRefused refuses each call in turn: testdata/refused.txt has what the sources say then,
// and what is marked as unread. All else is as it was.
func TestRefused(t *testing.T) {
	whole := &sink{}
	f := newFake(t)
	if err := aws.Collect(t.Context(), f.options(t), whole); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, call := range aws.Calls() {
		f, s := newFake(t), &sink{}
		f.faults[call] = func(*http.Request) (*http.Response, error) { return refusal(call, refused{403, denial(call)}), nil }
		if err := aws.Collect(t.Context(), f.options(t), s); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s\n", call)
		describe(&out, s)
		same(t, call, whole, s)
	}
	golden(t, "testdata/refused.txt", out.Bytes())
}

func denial(call string) string {
	switch prefix, _, _ := strings.Cut(call, ":"); prefix {
	case "kms":
		return "AccessDeniedException"
	case "ec2":
		return "UnauthorizedOperation"
	default:
		return "AccessDenied"
	}
}

// describe has what is not whole.
func describe(out *bytes.Buffer, s *sink) {
	for _, source := range s.sources {
		if source.Status == snapshot.Complete && len(source.Problems) == 0 {
			continue
		}
		fmt.Fprintf(out, "  %s: %s (%s) %s\n", source.ID, source.Status, source.Reason, source.Permission)
		for _, problem := range source.Problems {
			fmt.Fprintf(out, "    %s: %s\n", problem.Kind, problem.Message)
		}
	}
	for _, unit := range s.units {
		for _, o := range unit {
			for _, pointer := range slices.Sorted(maps.Keys(o.Unread)) {
				fmt.Fprintf(out, "    unread %s %s: %s\n", o.Type, pointer, o.Unread[pointer])
			}
		}
	}
}

// same says that nothing was invented: what is there is as without the fault, or marked.
func same(t *testing.T, call string, whole, s *sink) {
	t.Helper()
	for _, unit := range s.units {
		for _, o := range unit {
			as := whole.find(o.Type, o.Address)
			if as == nil {
				t.Errorf("%s: %s %s is there only with the fault", call, o.Type, o.Address)
				continue
			}
			for name, value := range o.Values {
				if want := as.Values[name]; fmt.Sprint(value) != fmt.Sprint(want) && !marked(o, name) {
					t.Errorf("%s: %s /%s = %v, want %v", call, o.Type, name, value, want)
				}
			}
			for name := range as.Values {
				if _, ok := o.Values[name]; !ok && !marked(o, name) {
					t.Errorf("%s: %s /%s is neither there nor marked", call, o.Type, name)
				}
			}
		}
	}
}

func marked(o *snapshot.Observation, name string) bool {
	for pointer := range o.Unread {
		if snapshot.Within(pointer, "/"+name) {
			return true
		}
	}
	for pointer := range o.Unknown {
		if snapshot.Within(pointer, "/"+name) {
			return true
		}
	}
	return false
}

// brokenBody ends with an error after some text.
type brokenBody struct{ io.Reader }

func (brokenBody) Close() error { return nil }

func broken(text string) *http.Response {
	response := answer(200, "{")
	reset := &net.OpError{Op: "read", Err: errors.New("connection reset by peer")}
	response.Body = brokenBody{io.MultiReader(strings.NewReader(text), failing{reset})}
	return response
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// TestFaults breaks one call in every way that a network and a service do.
func TestFaults(t *testing.T) {
	const policy = `{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}","PolicyName":"default"}`
	tests := map[string]struct {
		call   string
		answer func(try int, request *http.Request) (*http.Response, error)
		source string
		status string
		// says is a part of a problem, or of the reason.
		says string
		// tries is how often the call was sent, where it matters.
		tries int
		// unknown is a pointer of the key that is not known then.
		unknown string
		limits  aws.Limits
	}{
		"429 with Retry-After, then an answer": {
			call: "kms:GetKeyPolicy", status: snapshot.Complete, tries: 3,
			answer: func(try int, _ *http.Request) (*http.Response, error) {
				if try > 2 {
					return answer(200, policy), nil
				}
				response := answer(429, "{}")
				response.Header.Set("Retry-After", "1")
				return response, nil
			},
		},
		"429 for ever": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, tries: 4, unknown: "/policy",
			says:   "AWS still answered HTTP 429 after 4 attempts",
			answer: func(int, *http.Request) (*http.Response, error) { return answer(429, "{}"), nil },
		},
		"throttled for ever": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, tries: 4, unknown: "/policy",
			says: "AWS still asked for fewer requests",
			answer: func(int, *http.Request) (*http.Response, error) {
				return refusal("kms:", refused{400, "ThrottlingException"}), nil
			},
		},
		"500 once": {
			call: "kms:GetKeyPolicy", status: snapshot.Complete, tries: 2,
			answer: func(try int, _ *http.Request) (*http.Response, error) {
				if try > 1 {
					return answer(200, policy), nil
				}
				return answer(500, `{"__type":"InternalFailure"}`), nil
			},
		},
		"503 for a while": {
			call: "kms:GetKeyPolicy", status: snapshot.Complete, tries: 4,
			answer: func(try int, _ *http.Request) (*http.Response, error) {
				if try > 3 {
					return answer(200, policy), nil
				}
				return answer(503, ""), nil
			},
		},
		"502 with HTML": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, tries: 4, unknown: "/policy", says: "HTTP 502",
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(502, "<html><body>secret-of-the-proxy</body></html>"), nil
			},
		},
		"400 that nobody knows": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, tries: 1, unknown: "/policy",
			says: `AWS answered "KMSInvalidStateException`,
			answer: func(int, *http.Request) (*http.Response, error) {
				return refusal("kms:", refused{400, "KMSInvalidStateException"}), nil
			},
		},
		"hangs past the limit": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy", says: "there was no answer in time",
			limits: aws.Limits{Attempt: 10 * time.Millisecond, Call: 60 * time.Millisecond},
			answer: func(_ int, request *http.Request) (*http.Response, error) {
				<-request.Context().Done()
				return nil, request.Context().Err()
			},
		},
		"connection refused": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, tries: 4, unknown: "/policy", says: "the connection failed",
			answer: func(int, *http.Request) (*http.Response, error) {
				return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
			},
		},
		"no such host": {
			call: "kms:DescribeKey", status: snapshot.Failed, says: "its host is not known",
			answer: func(int, *http.Request) (*http.Response, error) {
				return nil, &net.DNSError{Err: "no such host", Name: "kms.us-east-9.amazonaws.com", IsNotFound: true}
			},
		},
		"reset in the middle": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy", says: "could not be understood",
			answer: func(int, *http.Request) (*http.Response, error) { return broken(`{"Policy":"`), nil },
		},
		"cut short": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy", says: "could not be understood",
			answer: func(int, *http.Request) (*http.Response, error) { return answer(200, policy[:20]), nil },
		},
		"endless": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy", says: "longer than any that is read",
			limits: aws.Limits{Answer: 1000},
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, `{"Policy":"`+strings.Repeat("x", 4000)+`"}`), nil
			},
		},
		"200 with an error in it": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy", says: "the answer is empty",
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, `{"__type":"InternalFailure","message":"sorry"}`), nil
			},
		},
		"fields that are missing": {
			call: "kms:DescribeKey", status: snapshot.Failed, says: "the answer is empty",
			answer: func(int, *http.Request) (*http.Response, error) { return answer(200, `{"KeyMetadata":{}}`), nil },
		},
		"a page token that loops": {
			call: "kms:ListGrants", status: snapshot.Partial, says: "the same page token twice", tries: 2,
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, `{"Grants":[],"Truncated":true,"NextMarker":"again"}`), nil
			},
		},
		"credentials that expire": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, tries: 1, unknown: "/enable_key_rotation",
			says: "the credentials have expired",
			answer: func(int, *http.Request) (*http.Response, error) {
				return refusal("kms:", refused{400, "ExpiredTokenException"}), nil
			},
		},
		"a region that is not enabled": {
			call: "kms:DescribeKey", status: snapshot.Failed, says: "is the region enabled for the account?", tries: 1,
			answer: func(int, *http.Request) (*http.Response, error) {
				return refusal("kms:", refused{400, "UnrecognizedClientException"}), nil
			},
		},
		"deleted after it was listed": {
			call: "iam:GetRolePolicy", source: "aws.iam 111122223333", status: snapshot.Complete,
			says: "was deleted while it was read",
			answer: func(int, *http.Request) (*http.Response, error) {
				return refusal("iam:", refused{404, "NoSuchEntity"}), nil
			},
		},
		"not there": {
			call: "kms:DescribeKey", status: snapshot.Complete, says: "is not there (looked for in account 111122223333 us-east-1)",
			answer: func(int, *http.Request) (*http.Response, error) {
				return refusal("kms:", refused{400, "NotFoundException"}), nil
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f, s, tries := newFake(t), &sink{}, 0
			f.faults[test.call] = func(request *http.Request) (*http.Response, error) {
				f.mu.Lock()
				tries++
				try := tries
				f.mu.Unlock()
				return test.answer(try, request)
			}
			options := f.options(t)
			options.Targets.Roles, options.Targets.Keys, options.Targets.Buckets = []string{roleARN}, []string{keyARN}, nil
			options.Discover = false
			options.Limits.Attempt, options.Limits.Call, options.Limits.Answer =
				test.limits.Attempt, test.limits.Call, test.limits.Answer
			if err := aws.Collect(t.Context(), options, s); err != nil {
				t.Fatal(err)
			}
			id := test.source
			if id == "" {
				id = "aws.kms 111122223333 us-east-1"
			}
			source := s.source(t, id)
			said := source.Reason
			for _, problem := range source.Problems {
				said += "\n" + problem.Message
			}
			if source.Status != test.status || !strings.Contains(said, test.says) {
				t.Errorf("%s: %s\nwant %s: %s", source.Status, said, test.status, test.says)
			}
			if test.tries > 0 && tries != test.tries {
				t.Errorf("tried %d times, want %d", tries, test.tries)
			}
			if strings.Contains(fmt.Sprint(s.sources), "secret-of-the-proxy") {
				t.Error("a body was quoted")
			}
			key := s.find("aws_kms_key", keyARN)
			if test.unknown != "" && key.Unknown[test.unknown].Reason == "" {
				t.Errorf("%s is known: %v", test.unknown, key.Values)
			}
			if test.unknown != "" && key.Values["key_state"] != "Enabled" {
				t.Errorf("what was read was lost: %v", key.Values)
			}
		})
	}
}

// TestUnknownWords keeps a word that this program does not know as it is.
func TestUnknownWords(t *testing.T) {
	f, s := newFake(t), &sink{}
	f.answers["kms:DescribeKey"] = strings.Replace(f.answers["kms:DescribeKey"], `"KeyState":"Enabled"`, `"KeyState":"Resting"`, 1)
	if err := aws.Collect(t.Context(), f.options(t), s); err != nil {
		t.Fatal(err)
	}
	if key := s.find("aws_kms_key", keyARN); key.Values["key_state"] != "Resting" {
		t.Errorf("%v", key.Values)
	}
}

// TestInterrupted ends at once when the run does, and hands on what was read.
func TestInterrupted(t *testing.T) {
	f, s := newFake(t), &sink{}
	ctx, cancel := context.WithCancel(t.Context())
	f.faults["kms:GetKeyPolicy"] = func(request *http.Request) (*http.Response, error) {
		cancel()
		<-request.Context().Done()
		return nil, request.Context().Err()
	}
	start := time.Now()
	err := aws.Collect(ctx, f.options(t), s)
	if !errors.Is(err, context.Canceled) || err.Error() != "read AWS: context canceled" {
		t.Errorf("the error is %v", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
	if s.find("aws_iam_role", roleARN) == nil || s.find("aws_kms_key", keyARN) == nil {
		t.Error("what was read before was lost")
	}
	source := s.source(t, "aws.kms 111122223333 us-east-1")
	if source.Status != snapshot.Partial || source.Reason != "the run was interrupted" {
		t.Errorf("%+v", source)
	}
}

// TestOutOfTime ends at the limit of the whole, which is not an interruption.
func TestOutOfTime(t *testing.T) {
	f, s := newFake(t), &sink{}
	f.faults["kms:DescribeKey"] = func(request *http.Request) (*http.Response, error) {
		<-request.Context().Done()
		return nil, request.Context().Err()
	}
	options := f.options(t)
	options.Limits.Total = 300 * time.Millisecond
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	if source := s.source(t, "aws.kms 111122223333 us-east-1"); source.Reason != "the time for AWS was over after 300ms" {
		t.Errorf("%+v", source)
	}
}

// TestTooManyRequests stops at the limit of requests.
func TestTooManyRequests(t *testing.T) {
	f, s := newFake(t), &sink{}
	options := f.options(t)
	options.Limits.Requests = 20
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	if len(f.calls) != 20 {
		t.Errorf("%d requests", len(f.calls))
	}
	if source := s.source(t, "aws.kms 111122223333 us-east-1"); !strings.Contains(source.Reason, "the limit of requests") {
		t.Errorf("%+v", source)
	}
}

// TestClock: AWS calls a signature too old, and the SDK signs anew with AWS's time.
func TestClock(t *testing.T) {
	f, s := newFake(t), &sink{}
	ahead := time.Now().Add(10 * time.Minute).UTC()
	f.faults["kms:DescribeKey"] = func(request *http.Request) (*http.Response, error) {
		signed, _ := time.Parse("20060102T150405Z", request.Header.Get("X-Amz-Date"))
		if ahead.Sub(signed) < 5*time.Minute {
			return answer(200, f.answers["kms:DescribeKey"]), nil
		}
		response := refusal("kms:", refused{400, "RequestTimeTooSkewed"})
		response.Header.Set("Date", ahead.Format(http.TimeFormat))
		return response, nil
	}
	if err := aws.Collect(t.Context(), f.options(t), s); err != nil {
		t.Fatal(err)
	}
	if source := s.source(t, "aws.kms 111122223333 us-east-1"); source.Status != snapshot.Complete {
		t.Errorf("%+v", source)
	}
}
