package collecttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

var scopeOf = regexp.MustCompile(`Credential=[^/]+/[0-9]{8}/([^/]*)/([^/]+)/aws4_request`)

// AWSCall names the call that a signed request makes, such as kms:GetKeyPolicy, what it asks
// for, and the page. The request can still be read afterwards.
func AWSCall(request *http.Request) (call, about, token string) {
	var body []byte
	if request.Body != nil {
		body, _ = io.ReadAll(request.Body)
		request.Body = io.NopCloser(bytes.NewReader(body))
	}
	signed := scopeOf.FindStringSubmatch(request.Header.Get("Authorization"))
	if signed == nil {
		return "unsigned", "", ""
	}
	switch name := signed[2]; {
	case name == "kms":
		var in map[string]any
		_ = json.Unmarshal(body, &in)
		about, _ = in["KeyId"].(string)
		token, _ = in["Marker"].(string)
		return "kms:" + strings.TrimPrefix(request.Header.Get("X-Amz-Target"), "TrentService."), about, token
	case name == "route53":
		return zoneCall(request)
	case name == "s3" && strings.Contains(request.URL.Path, "/v20180820/"):
		return "s3control:GetPublicAccessBlock", "", ""
	case name == "s3":
		return bucketCall(request)
	default:
		form, _ := url.ParseQuery(string(body))
		for _, key := range []string{"PolicyName", "RoleName", "PolicyArn", "Attribute", "Filter.1.Name"} {
			if about == "" {
				about = form.Get(key)
			}
		}
		return name + ":" + form.Get("Action"), about, form.Get("Marker") + form.Get("NextToken")
	}
}

func zoneCall(request *http.Request) (call, about, token string) {
	parts := strings.Split(strings.Trim(request.URL.Path, "/"), "/")
	switch {
	case len(parts) == 2:
		return "route53:ListHostedZones", "", request.URL.Query().Get("marker")
	case len(parts) == 3:
		return "route53:GetHostedZone", parts[2], ""
	default:
		return "route53:ListResourceRecordSets", parts[2], request.URL.Query().Get("type")
	}
}

func bucketCall(request *http.Request) (call, about, token string) {
	query := request.URL.Query()
	names := map[string]string{
		"location": "GetBucketLocation", "policy": "GetBucketPolicy", "policyStatus": "GetBucketPolicyStatus",
		"publicAccessBlock": "GetPublicAccessBlock", "ownershipControls": "GetBucketOwnershipControls", "acl": "GetBucketAcl",
		"encryption": "GetBucketEncryption", "versioning": "GetBucketVersioning", "object-lock": "GetObjectLockConfiguration",
		"lifecycle": "GetBucketLifecycleConfiguration", "tagging": "GetBucketTagging", "list-type": "ListObjectsV2",
	}
	if query.Get("x-id") == "GetObject" {
		return "s3:GetObject", strings.TrimPrefix(request.URL.Path, "/"), ""
	}
	for key, name := range names {
		if query.Has(key) && request.Method == http.MethodGet {
			return "s3:" + name, "", query.Get("continuation-token")
		}
	}
	return "s3:" + request.Method, "", ""
}

// AWSAnswer is a response of AWS.
func AWSAnswer(status int, body string) *http.Response {
	kind := "text/xml"
	if strings.HasPrefix(body, "{") {
		kind = "application/x-amz-json-1.1"
	}
	return &http.Response{
		StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {kind}, "X-Amzn-Requestid": {"request-1"}, "X-Amz-Request-Id": {"request-1"}},
		Body:   io.NopCloser(strings.NewReader(body)),
	}
}

// AWSRefusal is an error in the form of the call's service.
func AWSRefusal(call string, status int, code string) *http.Response {
	const message = "in the service's words"
	format := "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
	switch prefix, _, _ := strings.Cut(call, ":"); prefix {
	case "kms":
		format = `{"__type":%q,"message":%q}`
	case "s3":
		format = "<Error><Code>%s</Code><Message>%s</Message></Error>"
	case "ec2":
		format = "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors></Response>"
	}
	return AWSAnswer(status, fmt.Sprintf(format, code, message))
}

// AWSDenial is what the call's service says to whom a permission is missing.
func AWSDenial(call string) *http.Response {
	code := "AccessDenied"
	switch prefix, _, _ := strings.Cut(call, ":"); prefix {
	case "kms":
		code = "AccessDeniedException"
	case "ec2":
		code = "UnauthorizedOperation"
	}
	return AWSRefusal(call, http.StatusForbidden, code)
}

// AWSNotThere is what the call's service says of a thing that it does not have.
func AWSNotThere(call string) *http.Response {
	switch prefix, _, _ := strings.Cut(call, ":"); prefix {
	case "kms":
		return AWSRefusal(call, http.StatusBadRequest, "NotFoundException")
	case "s3":
		return AWSRefusal(call, http.StatusNotFound, "NoSuchBucket")
	case "route53":
		return AWSRefusal(call, http.StatusNotFound, "NoSuchHostedZone")
	case "ec2":
		return AWSRefusal(call, http.StatusBadRequest, "InvalidVpcID.NotFound")
	default:
		return AWSRefusal(call, http.StatusNotFound, "NoSuchEntity")
	}
}
