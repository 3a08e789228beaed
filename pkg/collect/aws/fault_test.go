package aws_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

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
		// bucket says that the bucket is read too.
		bucket bool
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
		"no such host, for what belongs to the account": {
			call: "s3control:GetPublicAccessBlock", source: "aws.s3 111122223333", status: snapshot.Partial, bucket: true,
			says: "its public access block was not read: s3control:GetPublicAccessBlock: its host is not known",
			answer: func(int, *http.Request) (*http.Response, error) {
				return nil, &net.DNSError{Err: "no such host", Name: "111122223333.s3-control.us-east-1.amazonaws.com", IsNotFound: true}
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
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy",
			says: "the answer is an error that calls itself a success",
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, `{"__type":"InternalFailure","message":"sorry"}`), nil
			},
		},
		"an empty answer": {
			call: "kms:GetKeyPolicy", status: snapshot.Partial, unknown: "/policy", says: "the answer is empty", tries: 4,
			answer: func(int, *http.Request) (*http.Response, error) { return answer(200, " \n"), nil },
		},
		"a page instead of an answer": {
			call: "kms:ListAliases", status: snapshot.Partial, says: "the answer is a page of HTML", tries: 4,
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, "<!DOCTYPE html><html>secret-of-the-proxy</html>"), nil
			},
		},
		"a list that is missing": {
			call: "kms:ListGrants", status: snapshot.Partial, says: "kms:ListGrants: the answer is empty", tries: 1,
			answer: func(int, *http.Request) (*http.Response, error) { return answer(200, `{"Truncated":false}`), nil },
		},
		"a status that is missing": {
			call: "kms:GetKeyRotationStatus", status: snapshot.Partial, unknown: "/enable_key_rotation", says: "the answer is empty",
			answer: func(int, *http.Request) (*http.Response, error) { return answer(200, `{}`), nil },
		},
		"an attribute that is missing": {
			call: "kms:DescribeKey", status: snapshot.Partial, unknown: "/customer_master_key_spec",
			says: "/customer_master_key_spec was not read: the answer of kms:DescribeKey lacks it",
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, `{"KeyMetadata":{"Arn":"`+keyARN+`","KeyId":"1","Enabled":true,"KeyState":"Enabled",`+
					`"KeyUsage":"ENCRYPT_DECRYPT","Origin":"AWS_KMS"}}`), nil
			},
		},
		"a setting that says nothing": {
			call: "s3:GetBucketEncryption", source: "aws.s3 111122223333", status: snapshot.Partial,
			says: "its encryption was not read: s3:GetBucketEncryption: the answer is empty", bucket: true,
			answer: func(int, *http.Request) (*http.Response, error) {
				return answer(200, "<ServerSideEncryptionConfiguration/>"), nil
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
			call: "iam:GetRolePolicy", source: "aws.iam 111122223333", status: snapshot.Partial,
			says: "its inline policy use-key was not read: it was deleted while it was read, so read again",
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
			options.Targets.Roles, options.Targets.Keys = []string{roleARN}, []string{keyARN}
			if !test.bucket {
				options.Targets.Buckets = nil
			}
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
