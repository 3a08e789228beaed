package policyjson

import (
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
		switch value := value.(type) {
		case map[string]any:
			if isPolicy(value) {
				return &collect.JSONDocument{
					Value: value, Spans: below(parsed.Spans, pointer), Duplicates: below(parsed.Duplicates, pointer),
				}
			}
		case string:
			inner, err := collect.ParseJSON([]byte(value))
			if err == nil && isPolicy(inner) {
				return &collect.JSONDocument{Value: inner, Spans: below(parsed.Spans, pointer)}
			}
		}
	}
	return nil
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
