package aws

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"github.com/pinelint/pinelint/pkg/collect"
)

// Over is a configuration that reaches AWS by a transport of the caller's.
func Over(config aws.Config, transport http.RoundTripper) aws.Config {
	config = config.Copy()
	config.HTTPClient = &http.Client{Transport: transport}
	return config
}

// harness is an account's configuration with this package's bounds around it.
func harness(config aws.Config, options Options) aws.Config {
	limits := options.Limits
	config = config.Copy()
	config.HTTPClient = newBounded(staying(config.HTTPClient), options)
	config.Logger = logging.Nop{} // what the SDK says may quote answers
	config.ClientLogMode = 0
	config.RetryMode = aws.RetryModeStandard
	config.RetryMaxAttempts = limits.Attempts
	config.Retryer = func() aws.Retryer { return newRetryer(limits) }
	config.APIOptions = append(config.APIOptions, func(stack *middleware.Stack) error {
		if err := stack.Initialize.Add(guard{}, middleware.After); err != nil {
			return err
		}
		return stack.Deserialize.Add(sense{}, middleware.After)
	})
	return config
}

// staying is a client that follows no redirection: a request is signed for one host, and
// what signs it is not for others. A client that is not the SDK's own is taken as it is.
func staying(given aws.HTTPClient) aws.HTTPClient {
	if given == nil {
		given = awshttp.NewBuildableClient()
	}
	buildable, ok := given.(*awshttp.BuildableClient)
	if !ok {
		return given
	}
	return &http.Client{
		Transport: buildable.GetTransport(), Timeout: buildable.GetTimeout(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// guard lets through only the calls of the table, and keeps the request id of each.
type guard struct{}

// ID implements [middleware.InitializeMiddleware].
func (guard) ID() string { return "pinelint" }

// HandleInitialize implements [middleware.InitializeMiddleware].
func (guard) HandleInitialize(
	ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
) (middleware.InitializeOutput, middleware.Metadata, error) {
	service, name := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
	if !permitted(service, name) {
		return middleware.InitializeOutput{}, middleware.Metadata{},
			fmt.Errorf("call %s %s: it is not one of the calls that only read", service, name)
	}
	out, metadata, err := next.HandleInitialize(ctx, in)
	if asked, ok := ctx.Value(questionKey{}).(*question); ok {
		id, _ := awsmiddleware.GetRequestIDMetadata(metadata)
		asked.id = requestID(id)
	}
	return out, metadata, err
}

// requestID is an id as the service gave it, unless it is no id.
func requestID(id string) string {
	if len(id) > longestID {
		return ""
	}
	return collect.Redact(id)
}

const longestID = 100

// question is a call that is being made, and for which source. [guard] writes the id of its
// last request to it.
type question struct{ source, call, id string }

// questionKey is the context's key of a [question].
type questionKey struct{}

// retryer is the SDK's standard one, which also tries again after HTTP 429 and waits for as
// long as Retry-After says.
type retryer struct {
	*retry.Standard

	limits Limits
}

func newRetryer(limits Limits) *retryer {
	standard := retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts, o.MaxBackoff = limits.Attempts, limits.Backoff
		o.Backoff = retry.NewExponentialJitterBackoff(limits.Backoff)
		o.Retryables = append(o.Retryables, retry.RetryableHTTPStatusCode{
			Codes: map[int]struct{}{http.StatusTooManyRequests: {}},
		})
	})
	return &retryer{Standard: standard, limits: limits}
}

// RetryDelay implements [aws.Retryer].
func (r *retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	if response, ok := errors.AsType[*awshttp.ResponseError](err); ok && response.Response != nil {
		seconds, err := strconv.Atoi(response.Response.Header.Get("Retry-After"))
		if err == nil && seconds > 0 {
			return min(time.Duration(seconds)*time.Second, r.limits.Backoff), nil
		}
	}
	return r.Standard.RetryDelay(attempt, err)
}
