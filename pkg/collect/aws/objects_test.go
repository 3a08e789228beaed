package aws_test

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/aws"
)

// TestObjects lists and reads the batches of a bucket, and nothing else that is in it.
func TestObjects(t *testing.T) {
	f := newFake(t)
	logs := aws.OpenObjects(t.Context(), aws.Account{Config: f.config()},
		aws.Bucket{Name: "arn:aws:s3:::acme-audit", Prefix: "pinecone/"}, aws.Options{Limits: quick()})
	var keys []string
	for object, err := range logs.List(t.Context()) {
		if err != nil || object.Size == 0 || object.Time.IsZero() {
			t.Errorf("%+v, %v", object, err)
		}
		keys = append(keys, object.Key)
	}
	if want := []string{"pinecone/2026-11-22T10-30.json", "pinecone/2026-11-22T11-00.json"}; !slices.Equal(keys, want) {
		t.Errorf("listed %q, want %q", keys, want)
	}
	body, err := logs.Open(t.Context(), keys[0])
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if data, err := io.ReadAll(body); err != nil || string(data) != `{"event":"sign_in"}` {
		t.Errorf("%s, %v", data, err)
	}
	for object := range logs.List(t.Context()) {
		keys = append(keys, object.Key)
		break
	}
	if len(keys) != 3 {
		t.Errorf("who stops after one got %q", keys[2:])
	}
}

func TestObjectsErrors(t *testing.T) {
	f := newFake(t)
	open := func() *aws.Objects {
		return aws.OpenObjects(t.Context(), aws.Account{Config: f.config()}, aws.Bucket{Name: "acme-audit"}, aws.Options{Limits: quick()})
	}
	fail := func(call string, status int, code string) {
		f.faults[call] = func(*http.Request) (*http.Response, error) { return refusal(call, refused{status, code}), nil }
	}
	fail("s3:GetObject", 404, "NoSuchKey")
	if _, err := open().Open(t.Context(), "gone"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an object that is not there: %v", err)
	}
	fail("s3:GetObject", 403, "AccessDenied")
	_, err := open().Open(t.Context(), "hidden")
	if refusal, ok := errors.AsType[*aws.RefusalError](err); !ok || refusal.Permission != "s3:GetObject" ||
		refusal.Grant != `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-audit/*"}` {
		t.Errorf("an object that may not be read: %v", err)
	}
	fail("s3:ListObjectsV2", 403, "AccessDenied")
	for _, err := range open().List(t.Context()) {
		if refusal, ok := errors.AsType[*aws.RefusalError](err); !ok || refusal.Permission != "s3:ListBucket" {
			t.Errorf("a list that may not be read: %v", err)
		}
	}
	fail("s3:GetBucketLocation", 404, "NoSuchBucket")
	if _, err := open().Open(t.Context(), "x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a bucket that is not there: %v", err)
	}
}
