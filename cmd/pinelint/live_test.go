package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

const awsAccount = "../../pkg/collect/aws/testdata/account.txtar"

// serve starts a service that answers what a file has, and points pinelint to it: serve
// aws|pinecone FILE [CALL=STATUS...]. In the file, a line "== CALL" begins the answer to a
// call; what it does not have of AWS is as in the account that package aws is tested with.
// A call with a status is refused.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	answers := map[string]string{}
	if args[0] == "aws" {
		archive, err := txtar.ParseFile(ts.Getenv("AWS_ACCOUNT"))
		ts.Check(err)
		for _, file := range archive.Files {
			answers[file.Name] = strings.TrimSpace(string(file.Data))
		}
	}
	for _, section := range strings.Split("\n"+ts.ReadFile(args[1]), "\n== ")[1:] {
		call, body, _ := strings.Cut(section, "\n")
		answers[call] = strings.TrimSpace(body)
	}
	refusals := map[string]string{}
	for _, arg := range args[2:] {
		call, status, _ := strings.Cut(arg, "=")
		refusals[call] = status
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		respond(w, r, answers, refusals)
	}))
	ts.Defer(server.Close)
	switch args[0] {
	case "aws":
		ts.Setenv("AWS_ENDPOINT_URL", server.URL)
		ts.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
		ts.Setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
		ts.Setenv("AWS_REGION", "us-east-1")
	case "pinecone":
		ts.Setenv("PINECONE_CONTROLLER_HOST", server.URL)
		ts.Setenv("PINECONE_OAUTH_HOST", server.URL)
		ts.Setenv("PINECONE_API_KEY", "key-of-the-project-search")
	}
}

func respond(w http.ResponseWriter, r *http.Request, answers, refusals map[string]string) {
	call, about := called(r)
	kind := "text/xml"
	if !strings.Contains(call, ":") || strings.HasPrefix(call, "kms:") {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Amzn-Requestid", "request-7")
	w.Header().Set("X-Request-ID", "request-7")
	status, refused := 0, refusals[strings.TrimPrefix(call, "GET ")]
	if _, err := fmt.Sscan(refused, &status); err == nil {
		w.WriteHeader(status)
		if kind == "text/xml" {
			_, _ = io.WriteString(w, "<R><Error><Code>AccessDenied</Code><Message>no</Message></Error></R>")
			return
		}
		fmt.Fprintf(w, `{"__type":"AccessDeniedException","error":{"code":"FORBIDDEN","message":"no"},"status":%d}`, status)
		return
	}
	for _, name := range []string{call + " " + about, call} {
		if body, ok := answers[name]; ok {
			_, _ = io.WriteString(w, strings.ReplaceAll(body, "HOST", r.Host))
			return
		}
	}
	w.WriteHeader(http.StatusNotFound)
	if kind == "text/xml" {
		_, _ = io.WriteString(w, "<R><Error><Code>NoSuchEntity</Code></Error></R>")
		return
	}
	_, _ = io.WriteString(w, `{"__type":"NotFoundException","error":{"code":"NOT_FOUND","message":"none"},"status":404}`)
}

// called names the call that a request makes, and what it asks for.
func called(r *http.Request) (call, about string) {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return "kms:" + strings.TrimPrefix(target, "TrentService."), ""
	}
	if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-") {
		return r.Method + " " + r.URL.Path, r.Header.Get("Api-Key")
	}
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	form, _ := url.ParseQuery(string(body))
	for _, key := range []string{"PolicyName", "RoleName", "PolicyArn", "RoleSessionName", "Attribute"} {
		if about == "" {
			about = form.Get(key)
		}
	}
	_, scope, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	service := strings.Split(scope, "/")[3]
	switch service {
	case "s3":
		return bucketCall(r)
	case "route53":
		return zoneCall(r)
	}
	return service + ":" + form.Get("Action"), strings.TrimSpace(about + " " + form.Get("Marker"))
}

// bucketCall names a call to a bucket, whose name begins the path.
func bucketCall(r *http.Request) (call, about string) {
	query := r.URL.Query()
	if query.Get("x-id") == "GetObject" {
		_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		return "s3:GetObject", key
	}
	for key, name := range map[string]string{
		"location": "GetBucketLocation", "policy": "GetBucketPolicy", "policyStatus": "GetBucketPolicyStatus",
		"publicAccessBlock": "GetPublicAccessBlock", "ownershipControls": "GetBucketOwnershipControls", "acl": "GetBucketAcl",
		"encryption": "GetBucketEncryption", "versioning": "GetBucketVersioning", "object-lock": "GetObjectLockConfiguration",
		"lifecycle": "GetBucketLifecycleConfiguration", "tagging": "GetBucketTagging", "list-type": "ListObjectsV2",
	} {
		if query.Has(key) {
			return "s3:" + name, query.Get("continuation-token")
		}
	}
	return "s3:other", ""
}

// zoneCall names a call to Route 53, by how many names its path has.
func zoneCall(r *http.Request) (call, about string) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch len(parts) {
	case 2:
		return "route53:ListHostedZones", ""
	case 3:
		return "route53:GetHostedZone", parts[2]
	default:
		return "route53:ListResourceRecordSets", strings.TrimSpace(parts[2] + " " + r.URL.Query().Get("type"))
	}
}

// unset takes variables out of the environment of a script.
func unset(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		ts.Setenv(name, "")
	}
}

// accountFile is where [serve] finds the account.
func accountFile() (string, error) {
	here, err := os.Getwd()
	return here + "/" + awsAccount, err
}

// TestLiveEndsWhenInterrupted interrupts runs whose service never answers: they end at once,
// say so in one line, and leave no file behind.
func TestLiveEndsWhenInterrupted(t *testing.T) {
	for name, args := range map[string][]string{
		"pinecone": nil, "aws": {"--discover"}, "audit logs": {"--audit-logs", "s3://acme-audit/pinecone"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, interrupt := context.WithCancel(t.Context())
			ended := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				interrupt()
				<-ended
			}))
			defer server.Close()
			defer close(ended)
			for name, value := range map[string]string{
				"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "not-a-secret",
				"AWS_REGION": "us-east-1", "AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
			} {
				t.Setenv(name, value)
			}
			environment := map[string]string{"PINECONE_CONTROLLER_HOST": server.URL}
			if len(args) == 0 {
				environment["PINECONE_API_KEY"] = "a-key-of-nobody"
			}
			folder := t.TempDir()
			var out bytes.Buffer
			start := time.Now()
			code := run(ctx, append([]string{"collect", "--live", "-o", folder + "/snapshot.json", folder}, args...), system{
				stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now,
				getenv: func(name string) string { return environment[name] }, environ: func() []string { return nil },
			})
			took := time.Since(start)
			if code != exitInterrupt || took > 2*time.Second || out.String() != "pinelint: interrupted\n" {
				t.Errorf("ends in %d after %s: %s", code, took, out.String())
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("it leaves %v, %v", left, err)
			}
		})
	}
}
