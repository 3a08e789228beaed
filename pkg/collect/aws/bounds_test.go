package aws_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

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
