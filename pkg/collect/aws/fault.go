package aws

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/pinelint/pinelint/pkg/collect"
)

// kind is what a call came to that gave nothing.
type kind int

const (
	// other is an answer that says nothing, such as an error of AWS's own.
	other kind = iota
	// refused means that a permission is missing.
	refused
	// absent means that there is no such thing.
	absent
	// unset means that the thing is there and has no such setting.
	unset
	// silent means that there was no answer.
	silent
	// shut means that no other call in the region can succeed, barred that none in the
	// account can.
	shut
	barred
)

// fault is why a call gave nothing.
type fault struct {
	kind kind
	// clause says it to a person; no part of an answer but a code and a short message is
	// in it.
	clause string
	// permission is the IAM action that was missing.
	permission string
}

// maxMessage bounds what is quoted of AWS's own words.
const maxMessage = 160

// errTotal is the cause of a context that ended with [Limits.Total].
var errTotal = errors.New("the time for AWS was over")

// faultOf explains the error of a call. The context is that of the whole run.
func (c *collector) faultOf(ctx context.Context, call string, err error) *fault {
	switch {
	case errors.Is(context.Cause(ctx), errTotal):
		return &fault{kind: barred, clause: fmt.Sprintf("%v after %s", errTotal, c.options.Limits.Total)}
	case ctx.Err() != nil:
		return &fault{kind: barred, clause: "the run was interrupted"}
	}
	if clause := limited(err); clause != "" {
		return &fault{kind: kindOfLimit(clause), clause: call + ": " + clause}
	}
	if said, ok := errors.AsType[*senseless](err); ok {
		return &fault{kind: other, clause: call + ": " + said.clause}
	}
	if answer, ok := errors.AsType[smithy.APIError](err); ok {
		return c.answered(call, answer, statusOf(err))
	}
	return unanswered(call, err)
}

func kindOfLimit(clause string) kind {
	if strings.Contains(clause, "requests to the account") {
		return barred
	}
	return other
}

// answered explains an error that AWS answered with, by its code.
func (c *collector) answered(call string, answer smithy.APIError, status int) *fault {
	code := answer.ErrorCode()
	for _, known := range codes() {
		if slices.Contains(known.codes, code) || known.suffix != "" && strings.HasSuffix(code, known.suffix) {
			why := &fault{kind: known.kind, clause: fmt.Sprintf(known.clause, call)}
			if why.kind == refused {
				why.permission = operations()[call].permission
			}
			return why
		}
	}
	switch {
	case status == 403:
		return &fault{kind: refused, clause: call + " is refused", permission: operations()[call].permission}
	case status == 429 || status >= 500:
		return &fault{kind: other, clause: fmt.Sprintf("%s: AWS still answered HTTP %d after %d attempts",
			call, status, c.options.Limits.Attempts)}
	default:
		return &fault{kind: other, clause: fmt.Sprintf("%s: AWS answered %s", call, wording(code, answer.ErrorMessage()))}
	}
}

// wording is AWS's code and message in one short line without secrets.
func wording(code, message string) string {
	text := strings.Join(strings.Fields(collect.Redact(code+" "+message)), " ")
	if runes := []rune(text); len(runes) > maxMessage {
		text = string(runes[:maxMessage]) + "…"
	}
	return quote(text)
}

// codeClass is what some error codes mean. The clause takes the name of the call.
type codeClass struct {
	kind   kind
	clause string
	codes  []string
	suffix string
}

// codes are the error codes that this package understands, from "Common errors" of each
// service's API reference.
func codes() []codeClass {
	return []codeClass{
		{kind: refused, clause: "%s is refused", codes: []string{
			"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError",
			"UnauthorizedAccess", "AllAccessDisabled",
		}},
		{kind: absent, clause: "%s: there is no such thing", suffix: ".NotFound", codes: []string{
			"NoSuchEntity", "NotFoundException", "NoSuchBucket", "NoSuchKey", "NoSuchHostedZone", "InvalidVpcID.NotFound",
		}},
		{kind: unset, clause: "%s: it is not set", codes: []string{
			"NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration", "ServerSideEncryptionConfigurationNotFoundError",
			"ObjectLockConfigurationNotFoundError", "NoSuchLifecycleConfiguration", "OwnershipControlsNotFoundError",
			"NoSuchTagSet", "NoSuchTagSetError", "UnsupportedOperationException",
		}},
		{kind: barred, clause: "%s: the credentials have expired: sign in again", codes: []string{
			"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired",
		}},
		{kind: barred, clause: "%s: AWS calls the signature's time wrong: set this machine's clock", codes: []string{
			"RequestTimeTooSkewed", "RequestInTheFuture",
		}},
		{kind: shut, clause: "%s: the credentials are not accepted: is the region enabled for the account?", codes: []string{
			"AuthFailure", "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidToken",
			"OptInRequired", "MissingAuthenticationToken", "SignatureDoesNotMatch", "InvalidSignatureException",
			"RegionDisabledException", "IncompleteSignature",
		}},
		{kind: other, clause: "%s: AWS still asked for fewer requests after all attempts", codes: []string{
			"Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException",
			"RequestLimitExceeded", "SlowDown", "RequestThrottled", "LimitExceededException", "EC2ThrottledException",
		}},
	}
}

// unanswered explains an error that came without an answer of AWS, or with one that could
// not be read.
func unanswered(call string, err error) *fault {
	status := statusOf(err)
	dns, isDNS := errors.AsType[*net.DNSError](err)
	_, unreadable := errors.AsType[*smithy.DeserializationError](err)
	switch {
	case isDNS && dns.IsNotFound && strings.HasPrefix(call, "s3control:"):
		// It has a host for each account, and buckets have others.
		return &fault{kind: other, clause: call + ": its host is not known: does this network lead to it?"}
	case isDNS && dns.IsNotFound:
		return &fault{kind: shut, clause: call + ": its host is not known: is the region's name right?"}
	case status != 0 || unreadable:
		return &fault{kind: other, clause: call + ": the answer could not be understood" + ofStatus(status)}
	case errors.Is(err, context.DeadlineExceeded) || isTimeout(err):
		return &fault{kind: silent, clause: call + ": there was no answer in time"}
	case isSending(err):
		return &fault{kind: silent, clause: call + ": the connection failed"}
	default:
		return &fault{kind: barred, clause: call + ": it could not be signed and sent: " + wording("", err.Error())}
	}
}

func ofStatus(status int) string {
	if status == 0 || status == 200 {
		return ""
	}
	return fmt.Sprintf(" (HTTP %d)", status)
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}

func isSending(err error) bool {
	_, ok := errors.AsType[*smithyhttp.RequestSendError](err)
	return ok
}

// statusOf is the HTTP status of the answer, 0 if there was none.
func statusOf(err error) int {
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok && response.Response != nil {
		return response.HTTPStatusCode()
	}
	return 0
}
