package policyjson

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// answers are where AWS's command line has a policy in what it prints: get-role,
// get-role-policy and its like, get-policy-version; get-key-policy and get-bucket-policy,
// which have it as text.
func answers() []string {
	return []string{"/Role/AssumeRolePolicyDocument", "/PolicyDocument", "/PolicyVersion/Document", "/Policy"}
}

// policyIn is the policy that a document is, or that it has as an answer of AWS's command
// line; nil where it is none. Of a policy that is text, everything is where the text is.
func policyIn(parsed *collect.JSONDocument) *collect.JSONDocument {
	if isPolicy(parsed.Value) {
		return parsed
	}
	for _, pointer := range answers() {
		value, _ := snapshot.Lookup(parsed.Value, pointer)
		if found := policyAt(value, below(parsed.Spans, pointer)); found != nil {
			found.Duplicates = below(parsed.Duplicates, pointer)
			return found
		}
	}
	return nil
}

// policyAt is the policy that a value is, or has as text, with the spans of what is in it.
func policyAt(value any, spans []collect.Span) *collect.JSONDocument {
	if text, isText := value.(string); isText {
		inner, err := collect.ParseJSON([]byte(text))
		if err != nil {
			return nil
		}
		value, spans = inner, spans[:min(len(spans), 1)]
	}
	if !isPolicy(value) {
		return nil
	}
	return &collect.JSONDocument{Value: value, Spans: spans}
}

// loose is an inline policy of a role, by the role's name.
type loose struct {
	role, name string
	policy     *policy
}

// told attaches a policy to what has it, where an answer, or the policy of a declared bucket,
// tells what that is.
func (c *collector) told(found *policy, answer any) bool {
	text := func(pointer string) string {
		value, _ := snapshot.Lookup(answer, pointer)
		said, _ := value.(string)
		return collect.Redact(said)
	}
	if arn := text("/Role/Arn"); strings.Contains(arn, ":role/") {
		if boundary := text("/Role/PermissionsBoundary/PermissionsBoundaryArn"); boundary != "" {
			c.owner("aws_iam_role", arn, nil).Values["permissions_boundary"] = boundary
		}
		kind, pointer := TrustPolicy.thing("")
		return c.give(found, kind, arn, pointer)
	}
	if role, name := text("/RoleName"), text("/PolicyName"); role != "" && name != "" {
		c.loose = append(c.loose, loose{role, name, found})
		return true
	}
	if bucket := bucketOf(found.document.Value); slices.Contains(c.options.Buckets, bucket) {
		kind, pointer := BucketPolicy.thing("")
		return c.give(found, kind, bucket, pointer)
	}
	return false
}

// resolve finds the roles of inline policies of which an answer told only the role's name.
func (c *collector) resolve() {
	arns := map[string][]string{} // by the role's name
	for _, owner := range c.owners {
		if name, isRole := owner.Values["name"].(string); isRole {
			arns[name] = append(arns[name], owner.Address)
		}
	}
	for _, arn := range c.options.Roles {
		if name := path.Base(arn); !slices.Contains(arns[name], arn) {
			arns[name] = append(arns[name], arn)
		}
	}
	for _, inline := range c.loose {
		kind, pointer := PermissionsPolicy.thing(inline.name)
		if known := arns[inline.role]; len(known) != 1 || !c.give(inline.policy, kind, known[0], pointer) {
			c.files = append(c.files, inline.policy.alone())
		}
	}
}

// bucketOf is the bucket that all resources of a bucket's policy are of, empty where there
// are several, or none.
func bucketOf(policy any) string {
	statements, _ := snapshot.Lookup(policy, "/Statement")
	bucket := ""
	for _, statement := range list(statements) {
		fields, _ := statement.(map[string]any)
		if fields["Principal"] == nil && fields["NotPrincipal"] == nil {
			return ""
		}
		for _, resource := range list(fields["Resource"]) {
			text, _ := resource.(string)
			_, object, _ := strings.Cut(text, ":s3:::")
			name, _, _ := strings.Cut(object, "/")
			if name == "" || bucket != "" && name != bucket {
				return ""
			}
			bucket = name
		}
	}
	return bucket
}

// list is a value of a policy that may stand alone or in a list.
func list(value any) []any {
	if several, ok := value.([]any); ok {
		return several
	}
	if value == nil {
		return nil
	}
	return []any{value}
}

// below are the spans of a value and of what is in it, by pointers into that.
func below(spans []collect.Span, pointer string) []collect.Span {
	var kept []collect.Span
	for _, span := range spans {
		if rest, ok := strings.CutPrefix(span.Pointer, pointer); ok && (rest == "" || rest[0] == '/') {
			span.Pointer = rest
			kept = append(kept, span)
		}
	}
	return kept
}
