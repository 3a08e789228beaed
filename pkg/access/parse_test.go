package access_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/access"
)

// numbers makes the integers of a table what a tree holds.
func numbers(values []any) []any {
	made := make([]any, len(values))
	for i, value := range values {
		made[i] = value
		if number, ok := value.(int); ok {
			made[i] = json.Number(fmt.Sprint(number))
		}
	}
	return made
}

func TestProblems(t *testing.T) {
	const head = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"`
	cases := map[string]string{
		`null`:   ` a policy is an object, not null`,
		`[]`:     ` a policy is an object, not a list`,
		`"x"`:    ` a policy is an object, not a text that is no JSON (line 1: invalid character 'x' looking for beginning of value)`,
		`"{\n]"`: ` a policy is an object, not a text that is no JSON (line 2: invalid character ']' looking for beginning of object key string)`,
		`"[]"`:   ` a policy is an object, not a string`,
		`{}`:     ` the policy has no Statement`,
		`{"Version": "2012-10-17", "Statement": null}`:                                                 `/Statement Statement is a list of objects, not null`,
		`{"Version": "2012-10-17", "Statement": []}`:                                                   `/Statement Statement has no entries`,
		`{"Version": "2012-10-17", "Statement": [7]}`:                                                  `/Statement/0 a statement is an object, not a number`,
		`{"Version": "2020-01-01", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}`: `/Version version "2020-01-01" is not one of "2012-10-17" and "2008-10-17"`,
		head + `}], "statement": []}`:                                                                  `/statement element "statement" is written "Statement"`,
		head + `, "Resources": "*"}]}`:                                                                 `/Statement/0/Resources element "Resources" is not one of Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition`,
		head + `, "NotAction": "*"}]}`:                                                                 `/Statement/0/NotAction an element and its opposite exclude each other`,
		head + `, "Sid": 1}]}`:                                                                         `/Statement/0/Sid it is a string, not a number`,
		head + `, "Condition": []}]}`:                                                                  `/Statement/0/Condition Condition is an object, not a list`,
		head + `, "Condition": {"Bool": 1}}]}`:                                                         `/Statement/0/Condition/Bool Bool has condition keys, not a number`,
		head + `, "Condition": {"Bool": {"a": {}}}}]}`:                                                 `/Statement/0/Condition/Bool/a it is a string, not an object`,
		head + `, "Condition": {"Bool": {"a/b": []}}}]}`:                                               `/Statement/0/Condition/Bool/a~1b Bool a/b has no values`,
		head + `, "Condition": {"Bool": {"a": "x"}}}]}`:                                                `/Statement/0/Condition/Bool/a "x" is no value for Bool`,
		head + `, "Condition": {"Like": {"a": "x"}}}]}`:                                                `/Statement/0/Condition/Like condition operator "Like" is not known`,
		head + `, "Principal": "ann"}]}`:                                                               `/Statement/0/Principal a principal is "*" or an object such as {"AWS": …}, not a string`,
		head + `, "Principal": {"aws": "*"}}]}`:                                                        `/Statement/0/Principal/aws element "aws" is written "AWS"`,
		head + `, "Principal": {"AWS": ["*", "ann"]}}]}`:                                               `/Statement/0/Principal/AWS/1 "ann" is no account, user, role or session: it matches nobody`,
		head + `, "Principal": {"AWS": "arn:aws:iam::1*"}}]}`:                                          `/Statement/0/Principal/AWS a principal has no wildcards but "*" alone: it matches nobody`,
		head + `, "Principal": {"Service": []}}]}`:                                                     `/Statement/0/Principal/Service the list is empty, and no other one names a principal`,
		head + `, "NotPrincipal": {"Service": [], "AWS": []}}]}`:                                       `/Statement/0/NotPrincipal/AWS the list is empty, and no other one names a principal`,
		head + `, "Principal": {"Service": [], "AWS": "210987654321", "Federated": []}}]}`:             ``,
		`{"Statement": [{"Effect": "Allow", "Action": "GetObject", "Resource": "*"}]}`:                 `/Statement/0/Action action "GetObject" has no service: it is written "service:Action"`,
		`{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "bucket"}]}`:                 `/Statement/0/Resource resource "bucket" is no ARN`,
		`{"Statement": [{"Effect": "Allow", "Action": [], "Resource": "*"}]}`:                          `/Statement/0/Action the list is empty`,
		`{"Statement": [{"Effect": "Allow", "Resource": "*"}]}`:                                        `/Statement/0 the statement has neither Action nor NotAction`,
		`{"Statement": [{"Action": "s3:*", "Resource": "*"}]}`:                                         `/Statement/0 the statement has no Effect`,
		`{"Statement": [{"Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*"}]}`:       `/Statement/0/Effect key "Effect" comes twice; the last one counts`,
		`{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::\u202eb"}]}`:      `/Statement/0/Resource it holds U+202E, which shows text in another order`,
		`{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::\ud800"}]}`:       `/Statement/0/Resource it holds bytes that are no character`,
	}
	for text, want := range cases {
		policy, err := access.ParseJSON("p", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		for _, problem := range policy.Problems {
			got = append(got, problem.Pointer+" "+problem.Message)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}

func TestProblemsAs(t *testing.T) {
	trust := parseText(t, `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}`)
	identity := parseText(t, `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`)
	twice := parseText(t, `{"Statement": [
		{"Sid": "A", "Effect": "Deny", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "*", "Resource": "*"},
		{"Sid": "A", "Effect": "Deny", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Action": "*", "Resource": "*"}]}`)
	cases := []struct {
		policy *access.Policy
		kind   access.Kind
		want   string
	}{
		{trust, access.Trust, ""},
		{trust, access.Resource, "a statement of a bucket's or key's policy has a Resource"},
		{trust, access.Identity, "a statement of a policy for an identity has no Principal"},
		{identity, access.Boundary, ""},
		{twice, access.Identity, `Sid "A" is that of /Statement/0 too`},
		{identity, access.Resource, "a statement of a resource's policy has a Principal"},
		{identity, access.Trust, "a trust policy has no Resource: the role is the resource"},
	}
	for _, c := range cases {
		got := ""
		for _, problem := range c.policy.ProblemsAs(c.kind) {
			got += problem.Message
		}
		if got != c.want {
			t.Errorf("as %s: %q, want %q", c.kind, got, c.want)
		}
	}
}

func TestParseJSONErrors(t *testing.T) {
	cases := map[string]string{
		"":                      "read policy p: line 1: the policy ends in the middle",
		"{\n\"a\": ":            "read policy p: line 2: the policy ends in the middle",
		"{}\n{}":                "read policy p: line 2: more follows after the end of the policy",
		"{\n// role\n}":         "read policy p: line 2: invalid character '/'",
		strings.Repeat("[", 99): "read policy p: line 1: it nests more than 64 deep",
	}
	for text, want := range cases {
		if _, err := access.ParseJSON("p", []byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestLarge reads what an attacker might write, in a time that shows that it is linear.
func TestLarge(t *testing.T) {
	statement := `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/x"},"Action":"sts:AssumeRole"}`
	texts := map[string]string{
		"statements": `{"Statement":[` + strings.Repeat(statement+",", 100_000) + statement + `]}`,
		"wildcards": `{"Statement":{"Effect":"Allow","Principal":"*","Action":"` +
			strings.Repeat("*a", 100_000) + `*b"}}`,
		"questions": `{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringLike":{"aws:PrincipalArn":"` +
			strings.Repeat("*?", 100_000) + `"}}}}`,
	}
	for name, text := range texts {
		start := time.Now()
		policy, err := access.ParseJSON(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		access.Explain(access.Request{
			Principal: "arn:aws:sts::111122223333:assumed-role/y/s", Action: "sts:AssumeRole",
			Resource: "arn:aws:iam::111122223333:role/z",
		}, access.Policies{Resource: policy})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func parseText(t testing.TB, text string) *access.Policy {
	policy, err := access.ParseJSON("p", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return policy
}
