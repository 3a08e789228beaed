package aws

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"golang.org/x/time/rate"

	"github.com/pinelint/pinelint/pkg/collect"
)

// Limits bound a run. Zero values are the defaults.
type Limits struct {
	// Total is the time for everything, 10 minutes; Call the time for one call with its
	// retries, a minute; Attempt that for one attempt, 20 seconds.
	Total, Call, Attempt time.Duration
	// Attempts is how often a call is tried, 4.
	Attempts int
	// Backoff is the longest pause between two attempts, 20 seconds.
	Backoff time.Duration
	// Requests is how many requests are sent to one account, 20,000.
	Requests int64
	// PerSecond is how many requests a second are sent to one account, 20.
	PerSecond float64
	// Answer is the longest answer that is read, 16 MB.
	Answer int64
	// Objects is how many audit-log objects are listed in a bucket, 200,000: at a batch
	// each half hour, that is eleven years.
	Objects int
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Total:     cmp.Or(l.Total, 10*time.Minute),
		Call:      cmp.Or(l.Call, time.Minute),
		Attempt:   cmp.Or(l.Attempt, 20*time.Second),
		Attempts:  cmp.Or(l.Attempts, 4),
		Backoff:   cmp.Or(l.Backoff, 20*time.Second),
		Requests:  cmp.Or(l.Requests, 20_000),
		PerSecond: cmp.Or(l.PerSecond, 20),
		Answer:    cmp.Or(l.Answer, 16<<20),
		Objects:   cmp.Or(l.Objects, 200_000),
	}
}

// limitError is a bound of one's own that was reached: another attempt would not help.
type limitError struct{ clause string }

func (e *limitError) Error() string { return e.clause }

// RetryableError says to the SDK that it is not to try again.
func (e *limitError) RetryableError() bool { return false }

// bounded sends requests within the limits of an account.
type bounded struct {
	next   aws.HTTPClient
	limits Limits
	pace   *rate.Limiter
	sent   atomic.Int64
	now    func() time.Time
	watch  func(collect.Request)
}

func newBounded(next aws.HTTPClient, options Options) *bounded {
	limits := options.Limits
	pace := rate.NewLimiter(rate.Limit(limits.PerSecond), max(1, int(limits.PerSecond)))
	return &bounded{next: next, limits: limits, pace: pace, now: options.Now, watch: options.Watch}
}

// Do implements [aws.HTTPClient].
func (b *bounded) Do(request *http.Request) (*http.Response, error) {
	if b.sent.Add(1) > b.limits.Requests {
		return nil, &limitError{"the limit of requests to the account is reached"}
	}
	if err := b.pace.Wait(request.Context()); err != nil {
		return nil, &limitError{"there is no time left for another request"}
	}
	ctx, cancel := context.WithTimeout(request.Context(), b.limits.Attempt)
	ended := b.tell(request)
	response, err := b.next.Do(request.WithContext(ctx))
	ended(response)
	if err != nil {
		cancel()
		return nil, err
	}
	response.Body = &body{ReadCloser: response.Body, left: b.limits.Answer, cancel: cancel}
	return response, nil
}

// tell tells who watches of a request, and gives what tells that it ended, with a response or
// nil.
func (b *bounded) tell(request *http.Request) (ended func(*http.Response)) {
	if b.watch == nil {
		return func(*http.Response) {}
	}
	told, begun := collect.Request{Host: request.URL.Host}, b.now()
	if asked, ok := request.Context().Value(questionKey{}).(*question); ok {
		told.Source, told.Call = asked.source, asked.call
	}
	b.watch(told)
	return func(response *http.Response) {
		told.Ended, told.Took = true, b.now().Sub(begun)
		if response != nil {
			head := response.Header
			told.Status = response.StatusCode
			told.RequestID = requestID(cmp.Or(head.Get("X-Amzn-Requestid"), head.Get("X-Amz-Request-Id")))
		}
		b.watch(told)
	}
}

// body ends the attempt's time when it is closed, and refuses to be endless.
type body struct {
	io.ReadCloser
	left   int64
	cancel context.CancelFunc
}

func (b *body) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into)
	if b.left -= int64(n); b.left < 0 {
		return 0, &limitError{"the answer is longer than any that is read"}
	}
	return n, err
}

// Close implements [io.Closer].
func (b *body) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// limited is the clause of a bound that was reached, or empty.
func limited(err error) string {
	if reached, ok := errors.AsType[*limitError](err); ok {
		return reached.clause
	}
	return ""
}
