package access_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

// FuzzDecide reads any policy, with any one part of it unknown, and asks all that can be
// asked. Nothing may panic, and what is undecided has a why.
func FuzzDecide(f *testing.F) {
	f.Add([]byte(trustText), "/Statement/0/Action", "sts:${x}", "arn:aws:iam::999988887777:role/reader_us-west-2")
	f.Add([]byte(`{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["1"]},"NotAction":"*","NotResource":["arn:${aws:username}"]}}`),
		"/Statement/NotPrincipal/AWS/0", "", "arn:aws:sts::111122223333:assumed-role/a/b")
	f.Add([]byte(`{"Statement":[{"Condition":{"Null":{"a":[true]},"DateLessThan":{"b":1}}}]}`), "/Version", "x", "")
	f.Fuzz(func(t *testing.T, text []byte, pointer, pattern, principal string) {
		known, err := access.ParseJSON("p", text)
		if err != nil {
			return
		}
		open := access.Parse("p", tree(t, text), map[string]access.Unknown{pointer: {Expression: "x", Pattern: pattern}})
		request := access.Request{
			Principal: principal, Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/a",
			Context: map[string][]string{"a": {"1", "true"}}, UnknownContext: []string{"b*"},
		}
		for _, policy := range []*access.Policy{known, open} {
			got := access.Explain(request, access.Policies{Resource: policy, Identity: []*access.Policy{policy}})
			if got.Reason() == "" || (got.Effect == access.Undecided) != (len(got.DependsOn) > 0) {
				t.Errorf("%s: %v", got.Effect, got)
			}
			policy.Statements()
			policy.Public()
			policy.ProblemsAs(access.Trust)
		}
	})
}
