package main

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/access"
)

// maxQuestion is the largest line of a batch, request or policy that is read, in bytes. AWS
// accepts 32 KB of a key policy, and less of all others.
const maxQuestion = 1 << 20

// anonymous is how a question names a caller without credentials.
const anonymous = "anonymous"

// question is one request with its policies: a line of --batch, a file, or the flags.
type question struct {
	ID                     jsontext.Value           `json:"id"`
	Principal              string                   `json:"principal"`
	Action                 string                   `json:"action"`
	Resource               string                   `json:"resource"`
	ResourceAccount        string                   `json:"resourceAccount"`
	Context                map[string]contextValues `json:"context"`
	UnknownContext         []string                 `json:"unknownContext"`
	ResourcePolicy         jsontext.Value           `json:"resourcePolicy"`
	IdentityPolicies       []jsontext.Value         `json:"identityPolicies"`
	PermissionsBoundary    jsontext.Value           `json:"permissionsBoundary"`
	SessionPolicies        []jsontext.Value         `json:"sessionPolicies"`
	ServiceControlPolicies []serviceControlLevel    `json:"serviceControlPolicies"`
	Grants                 []questionGrant          `json:"grants"`
	PublicAccessBlock      *questionPublicAccess    `json:"publicAccessBlock"`
	ObjectOwnership        string                   `json:"objectOwnership"`
	AssumeCallerAllowed    bool                     `json:"assumeCallerAllowed"`
}

// questionGrant is [access.Grant].
type questionGrant struct {
	Name                    string            `json:"name"`
	Grantee                 string            `json:"grantee"`
	Operations              []string          `json:"operations"`
	EncryptionContextEquals map[string]string `json:"encryptionContextEquals"`
	EncryptionContextSubset map[string]string `json:"encryptionContextSubset"`
}

// questionPublicAccess is [access.PublicAccessBlock], also as aws s3api prints it.
type questionPublicAccess struct {
	BlockPublicACLs       bool `json:"blockPublicAcls,case:ignore"`
	IgnorePublicACLs      bool `json:"ignorePublicAcls,case:ignore"`
	BlockPublicPolicy     bool `json:"blockPublicPolicy,case:ignore"`
	RestrictPublicBuckets bool `json:"restrictPublicBuckets,case:ignore"`
}

// serviceControlLevel is a list of policies, or one alone.
type serviceControlLevel []jsontext.Value

// UnmarshalJSONFrom reads either.
func (l *serviceControlLevel) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	if decoder.PeekKind() == '[' {
		return json.UnmarshalDecode(decoder, (*[]jsontext.Value)(l))
	}
	raw, err := decoder.ReadValue()
	*l = serviceControlLevel{raw.Clone()}
	return err
}

// contextValues are those of one condition key. A scalar is a list of one.
type contextValues []string

// UnmarshalJSONFrom reads strings, numbers and booleans. Numbers stay as they are written.
func (v *contextValues) UnmarshalJSONFrom(decoder *jsontext.Decoder) error {
	*v = (*v)[:0]
	list := decoder.PeekKind() == '['
	if list {
		if _, err := decoder.ReadToken(); err != nil {
			return err
		}
	}
	for !list || decoder.PeekKind() != ']' {
		token, err := decoder.ReadToken()
		if err != nil {
			return err
		}
		switch token.Kind() {
		case '"', '0', 't', 'f':
			*v = append(*v, token.String())
		default:
			return errContext
		}
		if !list {
			return nil
		}
	}
	_, err := decoder.ReadToken()
	return err
}

// request is the request in the question, if it can be one.
func (q *question) request() (access.Request, error) {
	request := access.Request{
		Principal: q.Principal, Action: q.Action, Resource: q.Resource, ResourceAccount: q.ResourceAccount,
		UnknownContext: q.UnknownContext,
	}
	if len(q.Context) > 0 {
		request.Context = make(map[string][]string, len(q.Context))
		for key, values := range q.Context {
			request.Context[key] = values
		}
	}
	if q.Principal == anonymous {
		request.Principal = ""
	}
	return request, q.mistake()
}

// isAccount says whether text is the number of an AWS account.
func isAccount(text string) bool {
	return len(text) == 12 && strings.Trim(text, "0123456789") == ""
}

// mayAsk says whether text has the form of a caller.
func mayAsk(principal string) bool {
	if !strings.HasPrefix(principal, "arn:") {
		return principal == anonymous || isAccount(principal) || strings.Contains(principal, ".")
	}
	fields := strings.SplitN(principal, ":", 6)
	if len(fields) < 6 || !isAccount(fields[4]) {
		return false
	}
	kind, name, _ := strings.Cut(fields[5], "/")
	switch fields[2] + " " + kind {
	case "iam root":
		return name == ""
	case "iam user", "iam role", "iam oidc-provider", "iam saml-provider", "sts federated-user":
		return name != ""
	case "sts assumed-role":
		role, session, _ := strings.Cut(name, "/")
		return role != "" && session != ""
	default:
		return false
	}
}

// mistake is what keeps the question from being one.
func (q *question) mistake() error {
	service, name, _ := strings.Cut(q.Action, ":")
	switch {
	case q.Principal == "":
		return fmt.Errorf("principal is missing: give an ARN, an account, a service, or %s", anonymous)
	case !mayAsk(q.Principal):
		return fmt.Errorf("principal %q is none: give the ARN of a role or user, an account, a service such as "+
			"ec2.amazonaws.com, or %s", q.Principal, anonymous)
	case strings.ContainsAny(q.Principal, "*?"):
		return fmt.Errorf("principal %q is a pattern: a request is of one caller", q.Principal)
	case q.Action == "":
		return fmt.Errorf("action is missing: give one such as sts:AssumeRole")
	case service == "" || name == "":
		return fmt.Errorf("action %q has no service before it: write for instance sts:AssumeRole", q.Action)
	case strings.ContainsAny(q.Action, "*? "):
		return fmt.Errorf("action %q is a pattern: a request is for one action", q.Action)
	case strings.HasPrefix(q.Resource, "arn:") && strings.Contains(q.Resource, "*"):
		return fmt.Errorf("resource %q is a pattern: a request is for one resource", q.Resource)
	case q.ResourceAccount != "" && !isAccount(q.ResourceAccount):
		return fmt.Errorf("resourceAccount %q is not 12 digits", q.ResourceAccount)
	}
	return nil
}

// policies are those in the question, each read by what is handed in.
func (q *question) policies(parse parsePolicy) (access.Policies, []accessProblem, error) {
	reading := policyReading{parse: parse}
	all := access.Policies{
		Identity:            reading.all("identityPolicies", access.Identity, q.IdentityPolicies),
		Boundary:            reading.one("permissionsBoundary", access.Boundary, q.PermissionsBoundary),
		Session:             reading.all("sessionPolicies", access.Session, q.SessionPolicies),
		Resource:            reading.one("resourcePolicy", q.resourceKind(), q.ResourcePolicy),
		Ownership:           q.ObjectOwnership,
		AssumeCallerAllowed: q.AssumeCallerAllowed,
	}
	for i, level := range q.ServiceControlPolicies {
		field := element("serviceControlPolicies", i)
		all.ServiceControl = append(all.ServiceControl, reading.all(field, access.ServiceControl, level))
	}
	for _, grant := range q.Grants {
		all.Grants = append(all.Grants, access.Grant(grant))
	}
	if q.PublicAccessBlock != nil {
		block := access.PublicAccessBlock(*q.PublicAccessBlock)
		all.PublicAccess = &block
	}
	return all, reading.problems, reading.err
}

// resourceKind tells a trust policy from the others: it has no Resource.
func (q *question) resourceKind() access.Kind {
	if strings.Contains(q.Resource, ":role/") && len(q.Action) > 4 && strings.EqualFold(q.Action[:4], "sts:") {
		return access.Trust
	}
	return access.Resource
}
