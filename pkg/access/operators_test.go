package access_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

// TestOperators asks for each operator whether a condition on one key is met.
func TestOperators(t *testing.T) {
	const key = "aws:PrincipalTag/x"
	cases := []struct {
		operator string
		values   []any
		request  []string // nil: the key is missing
		want     access.Effect
	}{
		{"StringEquals", []any{"a"}, []string{"a"}, access.Allowed},
		{"StringEquals", []any{"a"}, []string{"A"}, access.ImplicitDeny},
		{"StringEquals", []any{"*"}, []string{"a"}, access.ImplicitDeny},
		{"StringEquals", []any{"b", "a"}, []string{"a"}, access.Allowed},
		{"StringEquals", []any{"a"}, nil, access.ImplicitDeny},
		{"StringEquals", []any{"a"}, []string{"a", "b"}, access.Undecided},
		{"StringEquals", []any{"a", "b"}, []string{"a", "b"}, access.Allowed},
		{"StringEquals", []any{true}, []string{"true"}, access.Allowed},
		{"StringNotEquals", []any{"a"}, []string{"a"}, access.ImplicitDeny},
		{"StringNotEquals", []any{"b", "a"}, []string{"a"}, access.ImplicitDeny},
		{"StringNotEquals", []any{"b", "c"}, []string{"a"}, access.Allowed},
		{"StringNotEquals", []any{"a"}, nil, access.Allowed},
		{"StringEqualsIgnoreCase", []any{"aB"}, []string{"Ab"}, access.Allowed},
		{"StringEqualsIgnoreCase", []any{"a"}, nil, access.ImplicitDeny},
		{"StringNotEqualsIgnoreCase", []any{"aB"}, []string{"Ab"}, access.ImplicitDeny},
		{"StringNotEqualsIgnoreCase", []any{"a"}, nil, access.Allowed},
		{"StringLike", []any{"a*c?"}, []string{"abbcd"}, access.Allowed},
		{"StringLike", []any{"a*c?"}, []string{"abbc"}, access.ImplicitDeny},
		{"StringLike", []any{"*"}, []string{""}, access.Allowed},
		{"StringLike", []any{"*"}, nil, access.ImplicitDeny},
		{"StringLike", []any{"?"}, []string{"é"}, access.Allowed},
		{"StringLike", []any{"A*"}, []string{"abc"}, access.ImplicitDeny},
		{"StringLike", []any{"${*}x"}, []string{"*x"}, access.Allowed},
		{"StringLike", []any{"${?}${$}"}, []string{"?$"}, access.Allowed},
		{"StringNotLike", []any{"a*"}, []string{"abc"}, access.ImplicitDeny},
		{"StringNotLike", []any{"a*"}, nil, access.Allowed},
		{"NumericEquals", []any{10}, []string{"10"}, access.Allowed},
		{"NumericEquals", []any{"10.0"}, []string{"10"}, access.Allowed},
		{"NumericEquals", []any{"9007199254740993"}, []string{"9007199254740992"}, access.ImplicitDeny},
		{"NumericEquals", []any{"ten"}, []string{"10"}, access.Undecided},
		{"NumericEquals", []any{10}, []string{"ten"}, access.ImplicitDeny},
		{"NumericEquals", []any{10}, nil, access.ImplicitDeny},
		{"NumericNotEquals", []any{10}, []string{"11"}, access.Allowed},
		{"NumericNotEquals", []any{10}, nil, access.Allowed},
		{"NumericLessThan", []any{10}, []string{"9"}, access.Allowed},
		{"NumericLessThan", []any{10}, []string{"10"}, access.ImplicitDeny},
		{"NumericLessThanEquals", []any{10}, []string{"10"}, access.Allowed},
		{"NumericGreaterThan", []any{10}, []string{"10"}, access.ImplicitDeny},
		{"NumericGreaterThan", []any{10}, []string{"11"}, access.Allowed},
		{"NumericGreaterThanEquals", []any{10}, []string{"10"}, access.Allowed},
		{"NumericGreaterThanEquals", []any{10}, nil, access.ImplicitDeny},
		{"DateEquals", []any{"2026-01-02T00:00:00Z"}, []string{"1767312000"}, access.Allowed},
		{"DateNotEquals", []any{"2026-01-02"}, []string{"2026-01-02T00:00:00Z"}, access.ImplicitDeny},
		{"DateLessThan", []any{"2026-01-02T01:00:00+01:00"}, []string{"2026-01-01T23:59:59Z"}, access.Allowed},
		{"DateLessThanEquals", []any{"2026"}, []string{"2026-01-01T00:00:00Z"}, access.Allowed},
		{"DateGreaterThan", []any{"2026-01-01T00:00:00Z"}, []string{"2026-01-01T00:00:00.5Z"}, access.Allowed},
		{"DateGreaterThanEquals", []any{"2026-01"}, []string{"2025-12-31"}, access.ImplicitDeny},
		{"DateGreaterThan", []any{"soon"}, []string{"2026-01-01"}, access.Undecided},
		{"DateGreaterThan", []any{"2026"}, nil, access.ImplicitDeny},
		{"Bool", []any{"true"}, []string{"true"}, access.Allowed},
		{"Bool", []any{true}, []string{"True"}, access.Allowed},
		{"Bool", []any{"false"}, nil, access.ImplicitDeny},
		{"BoolIfExists", []any{"false"}, nil, access.Allowed},
		{"Bool", []any{"yes"}, []string{"true"}, access.Undecided},
		{"BinaryEquals", []any{"QmluYXJ5"}, []string{"QmluYXJ5"}, access.Allowed},
		{"BinaryEquals", []any{"QmluYXJ5"}, []string{"Qg=="}, access.ImplicitDeny},
		{"BinaryEquals", []any{"QmluYXJ5"}, nil, access.ImplicitDeny},
		{"IpAddress", []any{"10.0.0.0/8"}, []string{"10.1.2.3"}, access.Allowed},
		{"IpAddress", []any{"10.9.9.9/8"}, []string{"10.1.2.3"}, access.Allowed},
		{"IpAddress", []any{"10.1.2.3"}, []string{"10.1.2.4"}, access.ImplicitDeny},
		{"IpAddress", []any{"10.0.0.0/8"}, []string{"::ffff:10.1.2.3"}, access.Allowed},
		{"IpAddress", []any{"2001:db8::/32"}, []string{"2001:db8:1::1"}, access.Allowed},
		{"IpAddress", []any{"0.0.0.0/0"}, []string{"2001:db8::1"}, access.ImplicitDeny},
		{"IpAddress", []any{"10.0.0.0/33"}, []string{"10.0.0.1"}, access.Undecided},
		{"IpAddress", []any{"10.0.0.0/8"}, nil, access.ImplicitDeny},
		{"NotIpAddress", []any{"10.0.0.0/8"}, []string{"11.0.0.1"}, access.Allowed},
		{"NotIpAddress", []any{"10.0.0.0/8"}, nil, access.Allowed},
		{"ArnEquals", []any{"arn:aws:sns:*:1:t"}, []string{"arn:aws:sns:us-east-1:1:t"}, access.Allowed},
		{"ArnLike", []any{"arn:aws:sns:*:1:t"}, []string{"arn:aws:sns:us-east-1:1:t"}, access.Allowed},
		{"ArnLike", []any{"arn:aws:sns:*:t"}, []string{"arn:aws:sns:us-east-1:1:t"}, access.Undecided},
		{"ArnLike", []any{"arn:aws:*:*:*:t"}, []string{"arn:aws:sns:us-east-1:1:u:t"}, access.ImplicitDeny},
		{"ArnLike", []any{"*"}, []string{"arn:aws:sns:us-east-1:1:t"}, access.Allowed},
		{"ArnLike", []any{"arn:aws:s3:::b/*"}, []string{"arn:aws:s3:::b/x:y"}, access.Allowed},
		{"ArnLike", []any{"arn:*:*:*:*:*"}, []string{"no arn"}, access.ImplicitDeny},
		{"ArnLike", []any{"topic"}, []string{"arn:aws:sns:us-east-1:1:t"}, access.Undecided},
		{"ArnLike", []any{"arn:aws:sns:*:1:t"}, nil, access.ImplicitDeny},
		{"ArnNotLike", []any{"arn:aws:sns:*:1:t"}, []string{"arn:aws:sns:us-east-1:1:t"}, access.ImplicitDeny},
		{"ArnNotEquals", []any{"arn:aws:sns:*:1:t"}, []string{"arn:aws:sns:us-east-1:1:u"}, access.Allowed},
		{"ArnNotEquals", []any{"arn:aws:sns:*:1:t"}, nil, access.Allowed},
		{"Null", []any{"true"}, nil, access.Allowed},
		{"Null", []any{"true"}, []string{"a"}, access.ImplicitDeny},
		{"Null", []any{false}, []string{"a"}, access.Allowed},
		{"Null", []any{"true", "false"}, nil, access.Allowed},
		{"Null", []any{"perhaps"}, nil, access.Undecided},
		{"NullIfExists", []any{"true"}, nil, access.Undecided},
		{"StringEqualsIfExists", []any{"a"}, []string{"b"}, access.ImplicitDeny},
		{"StringNotEqualsIfExists", []any{"a"}, []string{"a"}, access.ImplicitDeny},
		{"stringequalsifexists", []any{"a"}, nil, access.Allowed},
		{"ForAnyValue:StringEquals", []any{"a", "b"}, []string{"b", "c"}, access.Allowed},
		{"ForAnyValue:StringEquals", []any{"a"}, []string{"b", "c"}, access.ImplicitDeny},
		{"ForAnyValue:StringEquals", []any{"a"}, []string{}, access.ImplicitDeny},
		{"ForAnyValue:StringNotEquals", []any{"a"}, []string{"a", "b"}, access.Allowed},
		{"ForAnyValue:StringNotEquals", []any{"a"}, nil, access.ImplicitDeny},
		{"ForAnyValue:StringEqualsIfExists", []any{"a"}, nil, access.Undecided},
		{"ForAnyValue:StringEqualsIfExists", []any{"a"}, []string{""}, access.ImplicitDeny},
		{"ForAllValues:StringEquals", []any{"a", "b"}, []string{"b", "a"}, access.Allowed},
		{"ForAllValues:StringEquals", []any{"a"}, []string{"a", "b"}, access.ImplicitDeny},
		{"ForAllValues:StringEquals", []any{"a"}, []string{""}, access.Allowed},
		{"ForAllValues:StringEquals", []any{"a"}, nil, access.Allowed},
		{"forallvalues:stringlike", []any{"a*"}, []string{"ab", "ac"}, access.Allowed},
		{"ForEachValue:StringEquals", []any{"a"}, []string{"a"}, access.Undecided},
		{"StringLikes", []any{"a"}, []string{"a"}, access.Undecided},
		{"StringEquals", []any{nil}, []string{"a"}, access.Undecided},
		{"StringEquals", []any{}, []string{"a"}, access.Undecided},
	}
	for _, c := range cases {
		policy := access.Parse("p", map[string]any{
			"Version": "2012-10-17",
			"Statement": map[string]any{
				"Effect": "Allow", "Action": "*", "Resource": "*",
				"Condition": map[string]any{c.operator: map[string]any{strings.ToUpper(key): numbers(c.values)}},
			},
		}, nil)
		request := access.Request{
			Principal: "arn:aws:iam::111122223333:role/app", Action: "sns:Publish",
			Resource: "arn:aws:sns:us-east-1:111122223333:t",
		}
		if c.request != nil {
			request.Context = map[string][]string{key: c.request}
		}
		got := access.Explain(request, access.Policies{Identity: []*access.Policy{policy}})
		if got.Effect != c.want {
			t.Errorf("%s %v of %q is %s, want %s", c.operator, c.values, c.request, got.Effect, c.want)
		}
	}
}
