package aws

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// senseless is an answer that calls itself a success and says nothing: the SDK would make of
// it a thing that has nothing set.
type senseless struct{ clause string }

func (s *senseless) Error() string { return s.clause }

// RetryableError says to the SDK that the next answer may be better.
func (s *senseless) RetryableError() bool { return true }

// sense refuses answers that nobody who knows the call can have given.
type sense struct{}

// ID implements [middleware.DeserializeMiddleware].
func (sense) ID() string { return "pinelint sense" }

// HandleDeserialize implements [middleware.DeserializeMiddleware].
func (sense) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	if err != nil || !ok || response.StatusCode != http.StatusOK || awsmiddleware.GetOperationName(ctx) == "GetObject" {
		return out, metadata, err
	}
	begun := bufio.NewReader(response.Body)
	start, err := begun.Peek(longestBeginning)
	text := strings.ToLower(string(bytes.TrimSpace(start)))
	switch ended := err == nil || errors.Is(err, io.EOF); {
	case ended && (text == "" || text == "{}"):
		return out, metadata, &senseless{"the answer is empty"}
	case strings.HasPrefix(text, `{"__type"`):
		return out, metadata, &senseless{"the answer is an error that calls itself a success"}
	case strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<!doctype"):
		return out, metadata, &senseless{"the answer is a page of HTML"}
	}
	response.Body = struct {
		io.Reader
		io.Closer
	}{begun, response.Body}
	return out, metadata, nil
}

// longestBeginning is how much of an answer tells a page from an answer.
const longestBeginning = 64
