package access_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

func TestStatements(t *testing.T) {
	policy := access.Parse("p", tree(t, []byte(`{"Statement": [
		{"Sid": "One", "Effect": "Allow", "Principal": {"AWS": "*", "Service": ["a.amazonaws.com"]}, "NotAction": "kms:*",
		 "Resource": ["*", null], "Condition": {"StringLike": {"aws:PrincipalArn": ["a", "b*"]}}},
		{"Action": "*", "Principal": "*"}]}`)), map[string]access.Unknown{
		"/Statement/0/Resource/1": {Expression: "x", Pattern: "arn:${x}"}, "/Statement/1/Effect": {Expression: "y"},
	})
	want := []access.Statement{{
		Pointer: "/Statement/0", Sid: "One", Effect: "Allow", NotAction: true,
		Principals: []access.Part{
			{Pointer: "/Statement/0/Principal/AWS", Type: "AWS", Text: "*"},
			{Pointer: "/Statement/0/Principal/Service/0", Type: "Service", Text: "a.amazonaws.com"},
		},
		Actions: []access.Part{{Pointer: "/Statement/0/NotAction", Text: "kms:*"}},
		Resources: []access.Part{
			{Pointer: "/Statement/0/Resource/0", Text: "*"},
			{Pointer: "/Statement/0/Resource/1", Text: "arn:${x}", Unknown: true},
		},
		Conditions: []access.Condition{{
			Pointer: "/Statement/0/Condition/StringLike/aws:PrincipalArn", Operator: "StringLike", Key: "aws:PrincipalArn",
			Values: []access.Part{
				{Pointer: "/Statement/0/Condition/StringLike/aws:PrincipalArn/0", Text: "a"},
				{Pointer: "/Statement/0/Condition/StringLike/aws:PrincipalArn/1", Text: "b*"},
			},
		}},
		Unknown: []access.Pointer{{Policy: "p", Pointer: "/Statement/0/Resource/1", Expression: "x"}},
	}, {
		Pointer: "/Statement/1", Index: 1,
		Principals: []access.Part{{Pointer: "/Statement/1/Principal", Type: "*", Text: "*"}},
		Actions:    []access.Part{{Pointer: "/Statement/1/Action", Text: "*"}},
		Unknown:    []access.Pointer{{Policy: "p", Pointer: "/Statement/1/Effect", Expression: "y"}},
	}}
	if got := policy.Statements(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestPublic(t *testing.T) {
	cases := []struct {
		statement string
		public    bool
	}{
		{`"Effect": "Allow", "Principal": "*"`, true},
		{`"Effect": "Deny", "Principal": "*"`, false},
		{`"Effect": "Allow", "Principal": {"AWS": ["444455556666", "*"]}`, true},
		{`"Effect": "Allow", "Principal": {"AWS": "444455556666"}`, false},
		{`"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}`, false},
		{`"Effect": "Allow", "NotPrincipal": {"AWS": "444455556666"}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}`, false},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringLike": {"aws:SourceVpc": "vpc-*"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringLike": {"aws:SourceVpc": "vpc-1"}}`, false},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/x": "vpc-1"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:SourceAccount": ["1", "${aws:PrincipalAccount}"]}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}}`, false},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/1"]}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "2001::/16"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:1:accesspoint/*"}}`, false},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:*:accesspoint/*"}}`, true},
		{`"Effect": "Allow", "Principal": "*", "Condition": {"ForAllValues:StringEquals": {"aws:SourceVpc": "vpc-1"}}`, true},
	}
	for _, c := range cases {
		policy := parseText(t, `{"Version": "2012-10-17", "Statement": {"Action": "s3:*", "Resource": "*", `+c.statement+`}}`)
		if got := policy.Public(); len(got.Public) > 0 != c.public || len(got.DependsOn) > 0 {
			t.Errorf("%s: %v", c.statement, got)
		}
	}
}

func TestPublicUnknown(t *testing.T) {
	document := tree(t, []byte(`{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*",
		"Condition": {"StringEquals": {}}}]}`))
	const pointer = "/Statement/0/Condition/StringEquals/aws:SourceVpc"
	policy := access.Parse("p", document, map[string]access.Unknown{pointer: {Expression: "var.vpc"}})
	want := access.Publicity{DependsOn: []access.Pointer{{Policy: "p", Pointer: pointer, Expression: "var.vpc"}}}
	if got := policy.Public(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	whole := access.Parse("p", nil, map[string]access.Unknown{"": {Expression: "x"}})
	if got := whole.Public(); len(got.Public) > 0 || len(got.DependsOn) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestReasons(t *testing.T) {
	right, wrong, stranger := trustRequest(), trustRequest(), trustRequest()
	wrong.Context = nil
	stranger.Principal = "arn:aws:iam::999988887777:role/reader_us-west-3"
	deny := strings.Replace(trustText, "Allow", "Deny", 1)
	unknown := access.Parse("trust", nil, map[string]access.Unknown{"": {Expression: "local.trust"}})
	nameless := access.Parse("trust", nil, map[string]access.Unknown{"": {Reason: "prod.tfvars may set it"}})
	given := access.Parse("p", tree(t, []byte(trustText)), map[string]access.Unknown{
		"/Statement/0/Condition/StringEquals/sts:ExternalId": {Expression: "var.id"},
	})
	cases := []struct {
		request access.Request
		policy  *access.Policy
		want    string
	}{
		{right, parseText(t, trustText), "allowed by /Statement/0 of p"},
		{right, parseText(t, deny), "denied by /Statement/0 of p"},
		{right, unknown, "it depends on trust (local.trust)"},
		{right, nameless, "it depends on trust (prod.tfvars may set it)"},
		{right, nil, "nothing allows it: no resource policy allows it"},
		{
			wrong, parseText(t, trustText),
			"nothing allows it: /Statement/0/Condition/StringEquals/sts:ExternalId of p wants sts:ExternalId StringEquals " +
				`"6f9f1c1e-5a0b-4d0e-9a3c-0d5a2f1b7c11" in the statement "Vendor", and the request has none`,
		},
		{
			wrong, given,
			"nothing allows it: /Statement/0/Condition/StringEquals/sts:ExternalId of p wants sts:ExternalId StringEquals " +
				`"${var.id}" in the statement "Vendor", and the request has none`,
		},
		{
			stranger, parseText(t, trustText),
			"nothing allows it: /Statement/0/Principal/AWS/1 of p admits principal " +
				`"arn:aws:iam::999988887777:role/reader_us-east-1" or "arn:aws:iam::999988887777:role/reader_us-west-2", ` +
				"not arn:aws:iam::999988887777:role/reader_us-west-3",
		},
	}
	abroad := access.Request{
		Principal: "arn:aws:iam::999988887777:role/ops", Action: "kms:PutKeyPolicy",
		Resource: "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-4697-8877-665544332211",
	}
	everyone := parseText(t, `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}}`)
	cases = append(cases, struct {
		request access.Request
		policy  *access.Policy
		want    string
	}{abroad, everyone, "nothing allows it: AWS KMS takes kms:PutKeyPolicy of the key's own account alone"})
	for _, c := range cases {
		got := access.Explain(c.request, access.Policies{Resource: c.policy, AssumeCallerAllowed: true}).Reason()
		if got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestMatches(t *testing.T) {
	policy := parseText(t, `{"Statement": [
		{"Sid": "All", "Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:*",
		 "Condition": {"StringEqualsIfExists": {"sts:ExternalId": "x"}, "StringLike": {"aws:PrincipalArn": "*"}}},
		{"Sid": "Not", "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]}`)
	request := trustRequest()
	request.Context = nil
	got := access.Explain(request, access.Policies{Resource: policy, AssumeCallerAllowed: true}).Matched
	if len(got) != 2 || !got[0].Deny || got[0].Sid != "Not" || got[0].Pointer.Pointer != "/Statement/1" || got[0].Delegates {
		t.Fatalf("matched %+v", got)
	}
	allow := got[1]
	if allow.Kind != access.Resource || allow.Statement != 0 || !allow.Delegates || len(allow.Conditions) != 2 {
		t.Fatalf("matched %+v", allow)
	}
	if held := allow.Conditions[0]; held.Operator != "StringEqualsIfExists" || !held.Missing {
		t.Errorf("held %+v", held)
	}
	if held := allow.Conditions[1]; held.Key != "aws:PrincipalArn" || held.Missing {
		t.Errorf("held %+v", held)
	}
}

// TestConcurrentUse is of use under the race detector.
func TestConcurrentUse(t *testing.T) {
	policies := access.Policies{Resource: parseText(t, trustText), AssumeCallerAllowed: true}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 100 {
				if access.Explain(trustRequest(), policies).Effect != access.Allowed {
					t.Error("not allowed")
				}
			}
		})
	}
	group.Wait()
}

func TestEffectString(t *testing.T) {
	for effect, want := range map[access.Effect]string{
		access.Allowed: "allowed", access.ExplicitDeny: "explicitDeny",
		access.ImplicitDeny: "implicitDeny", access.Undecided: "unknown",
	} {
		if effect.String() != want {
			t.Errorf("%s, want %s", effect, want)
		}
	}
}

// TestSidTwice has a policy of which IAM takes nothing, and which a bucket takes.
func TestSidTwice(t *testing.T) {
	const (
		use = `{"Sid": "Use", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}`
		put = `{"Sid": "%s", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}`
	)
	request := access.Request{
		Principal: "arn:aws:iam::111122223333:role/r", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k",
		ResourceAccount: "111122223333",
	}
	for sid, want := range map[string]access.Effect{"Use": access.Undecided, "use": access.Allowed, "": access.Allowed} {
		policy := parseText(t, `{"Version": "2012-10-17", "Statement": [`+use+`, `+strings.Replace(put, "%s", sid, 1)+`]}`)
		got := access.Explain(request, access.Policies{Identity: []*access.Policy{policy}})
		if got.Effect != want {
			t.Errorf("with the Sid %q it is %s", sid, got.Effect)
		}
		if want == access.Undecided && got.DependsOn[0].Reason != `Sid "Use" is that of /Statement/0 too, which IAM refuses` {
			t.Errorf("depends on %+v", got.DependsOn)
		}
	}
	all := strings.ReplaceAll(`[`+use+`, `+use+`]`, `"Effect"`, `"Principal": "*", "Effect"`)
	policy := parseText(t, `{"Version": "2012-10-17", "Statement": `+all+`}`)
	if got := access.Decide(request, access.Policies{Resource: policy}); got.Effect != access.Allowed {
		t.Errorf("in a bucket's policy it is %s", got.Effect)
	}
}
