package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/access"
)

func TestReadQuestionMistakes(t *testing.T) {
	cases := []struct{ text, want string }{
		{``, "it ends in the middle of a value"},
		{`{"id":`, "it ends in the middle of a value"},
		{`[]`, "the request is a list: it should be an object"},
		{`{} {}`, "it is not JSON: invalid character '{' after top-level value at byte 4"},
		{`{"resorce":""}`, "unknown field resorce: did you mean resource?"},
		{`{"Principal":""}`, "unknown field Principal: did you mean principal?"},
		{`{"grants":[{"grante":""}]}`, "unknown field grants/0/grante: did you mean grantee?"},
		{`{"grants":{}}`, "grants is an object: it should be a list"},
		{`{"assumeCallerAllowed":"yes"}`, "assumeCallerAllowed is a string: it should be true or false"},
		{`{"context":[]}`, "context is a list: it should be an object"},
		{`{"context":{"a":[["b"]]}}`, "context/a/0: a condition key has strings, numbers, booleans, or a list of them"},
		{`{"context":{"a":"b","a":"c"}}`, "context/a stands twice in one object: remove one"},
		{`{"resourcePolicy":{"Version":1,"Version":2}}`, "resourcePolicy/Version stands twice in one object: remove one"},
		{`{"serviceControlPolicies":"x"}`, "serviceControlPolicies is a string: it should be a list"},
		{"{\"id\":\"\xff\"}", "it is not JSON: invalid UTF-8 at byte 8"},
	}
	for _, c := range cases {
		var asked question
		if _, err := readQuestion([]byte(c.text), &asked); err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestReadQuestionUnknownField(t *testing.T) {
	var asked question
	_, err := readQuestion([]byte(`{"thisIsNoFieldAtAll":1}`), &asked)
	if err == nil || !strings.HasPrefix(err.Error(), "unknown field thisIsNoFieldAtAll: the fields are id, principal, ") {
		t.Error(err)
	}
}

func TestQuestionContext(t *testing.T) {
	var asked question
	text := `{"context":{"s":"a","n":1.50,"b":false,"l":["x",2,true],"none":[]},
		"serviceControlPolicies":[[{},{}],{}],"publicAccessBlock":{"BlockPublicAcls":true},"resourcePolicy":null}`
	if _, err := readQuestion([]byte(text), &asked); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"s": "a", "n": "1.50", "b": "false", "l": "x 2 true", "none": ""} {
		if got := strings.Join(asked.Context[key], " "); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	policies, _, err := asked.policies(parseField)
	if err != nil {
		t.Fatal(err)
	}
	if len(policies.ServiceControl) != 2 || len(policies.ServiceControl[0]) != 2 || len(policies.ServiceControl[1]) != 1 {
		t.Errorf("levels are %v", policies.ServiceControl)
	}
	if policies.PublicAccess == nil || !policies.PublicAccess.BlockPublicACLs || policies.Resource != nil {
		t.Errorf("policies are %+v", policies)
	}
}

// TestPolicyCache holds that a policy that is asked for again is compiled no more while it
// is, and that the cache stays small.
func TestPolicyCache(t *testing.T) {
	var cache policyCache
	often := jsontext.Value(`{"Statement":[]}`)
	if _, err := cache.parse("resourcePolicy", access.Resource, often); err != nil || len(cache.young) != 0 {
		t.Fatalf("what was asked for once is kept: %v", err)
	}
	first, err := cache.parse("resourcePolicy", access.Resource, often)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 * cachedPolicies {
		seldom := jsontext.Value(`{"Id":"` + element("x", i) + `","Statement":[]}`)
		for range 2 {
			if _, err := cache.parse("resourcePolicy", access.Resource, seldom); err != nil {
				t.Fatal(err)
			}
		}
		if again, err := cache.parse("resourcePolicy", access.Resource, often); err != nil || again != first {
			t.Fatalf("after %d others it is compiled again: %v", i, err)
		}
	}
	if len(cache.young) > cachedPolicies || len(cache.old) > cachedPolicies || len(cache.seen) > seenPolicies {
		t.Errorf("it holds %d and %d policies", len(cache.young), len(cache.old))
	}
	if other, _ := cache.parse("permissionsBoundary", access.Boundary, often); other == first {
		t.Error("another field has the same policy, though its name differs")
	}
	large := jsontext.Value(`{"Id":"` + strings.Repeat("x", cachedBytes) + `","Statement":[]}`)
	if _, err := cache.parse("resourcePolicy", access.Resource, large); err != nil || cache.bytes > cachedBytes {
		t.Errorf("it holds %d bytes: %v", cache.bytes, err)
	}
}

// TestProbes holds the kinds of principal and of external id that --who tries.
func TestProbes(t *testing.T) {
	policy, err := access.ParseJSON("trust", []byte(`{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::999988887777:role/p/reader",
		 "Service": "lambda.amazonaws.com"}, "Condition": {"StringLike": {"sts:ExternalId": ["abc", "X1"]}}},
		{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Condition": {
		 "ArnLike": {"aws:principalarn": ["arn:aws:iam::*:role/w_*", "arn:aws:iam::777766665555:*"]}, "StringEquals": {"aws:PrincipalAccount": "444455556666"}}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	principals, ids, leftOut := probes(policy, access.Request{Resource: "arn:aws:iam::111122223333:role/pinecone"})
	want := []string{
		"", "arn:aws:iam::666666666666:root", "arn:aws:iam::666666666666:role/stranger", "arn:aws:iam::666666666666:role/p/reader",
		"arn:aws:iam::666666666666:role/w_x", "arn:aws:iam::777766665555:role/x", "ec2.amazonaws.com", "arn:aws:iam::999988887777:root",
		"arn:aws:iam::999988887777:role/pinelint-other", "arn:aws:iam::111122223333:root",
		"arn:aws:iam::111122223333:user/pinelint-other", "arn:aws:iam::444455556666:root",
		"arn:aws:iam::999988887777:role/p/reader", "lambda.amazonaws.com",
	}
	if leftOut != 0 {
		t.Errorf("%d are left out", leftOut)
	}
	tried := map[string]int{}
	for _, one := range principals {
		tried[one.principal]++
		if !access.IsCaller(one.principal) {
			t.Errorf("%q is nobody", one.principal)
		}
	}
	for _, principal := range want {
		if tried[principal] != 1 {
			t.Errorf("%q is tried %d times", principal, tried[principal])
		}
	}
	var texts []string
	for _, id := range ids {
		if id == nil {
			texts = append(texts, "none")
		} else {
			texts = append(texts, "<"+*id+">")
		}
	}
	if got := strings.Join(texts, " "); got != "none <> <"+wrongExternalID+"> <X1> <abc> <ABC>" {
		t.Errorf("external ids are %s", got)
	}
}

// TestProbesAreBounded holds that a policy with many names is tried in part, and that the
// rest is counted.
func TestProbesAreBounded(t *testing.T) {
	var names []string
	for i := range mostNamed + 7 {
		names = append(names, fmt.Sprintf(`"arn:aws:iam::999988887777:role/r%d"`, i))
	}
	policy, err := access.ParseJSON("trust", []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
		"Action": "sts:AssumeRole", "Principal": {"AWS": [`+strings.Join(names, ",")+`]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if tried, ids, leftOut := probes(policy, access.Request{}); leftOut != 7 || len(tried) > 2*mostNamed+20 || len(ids) != 1 {
		t.Errorf("%d are tried, with %d external ids, and %d left out", len(tried), len(ids), leftOut)
	}
}

// TestWhoAgreesWithDecide asks for each principal that is listed once more.
func TestWhoAgreesWithDecide(t *testing.T) {
	policy, err := access.ParseJSON("trust", []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*",
		"Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"sts:ExternalId": "abc"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	request := access.Request{Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/pinecone"}
	policies := access.Policies{Resource: policy, AssumeCallerAllowed: true}
	principals, ids, _ := probes(policy, request)
	listed := 0
	for _, one := range principals {
		for _, found := range tryPrincipal(one, ids, request, policies, nowhere) {
			for _, id := range found.ExternalIDs {
				listed++
				again := request
				again.Principal, again.Context = one.principal, withExternalID(nil, id)
				if got := access.Decide(again, policies).Effect.String(); got != found.Decision {
					t.Errorf("%s: %s, and --who has %s", one.principal, got, found.Decision)
				}
			}
		}
	}
	if listed == 0 {
		t.Error("nobody gets in")
	}
}

// failingWriter refuses everything, as a closed pipe does.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }
