package assemble_test

import (
	"fmt"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestAliases has roles that may use the keys which are called something: what that is tells
// whether these are the role's own.
func TestAliases(t *testing.T) {
	const (
		one    = "ForAnyValue:StringLike"
		has    = "kms:ResourceAliases"
		called = "kms:RequestAlias"
	)
	tests := []struct {
		name, operator, key string
		aliases             []any
		elsewhere, use      string
	}{
		{"its own", one, has, []any{"alias/main"}, "", "allowed"},
		{"any", one, has, []any{"alias/*"}, "allowed", "allowed"},
		{"its own and another key's", one, has, []any{"alias/main", "alias/billing"}, "allowed", "allowed"},
		{"its own and one of nobody knows which key", one, has, []any{"alias/main", "alias/old"}, "unknown", "allowed"},
		{"like its own", one, has, []any{"alias/main*"}, "unknown", "allowed"},
		{"none of its own", one, has, []any{"alias/billing"}, "allowed", "unknown"},
		{"something", "Null", has, []any{"false"}, "allowed", "allowed"},
		{"nothing else", "ForAllValues:StringLike", has, []any{"alias/main"}, "allowed", "unknown"},
		{"its own in the request", "StringEquals", called, []any{"alias/main"}, "", "unknown"},
		{"any in the request", "StringLike", called, []any{"alias/*"}, "allowed", "unknown"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			allow := statement("Allow", []any{"kms:Encrypt", "kms:Decrypt"}, []any{"*"})
			allow["Condition"] = values{test.operator: values{test.key: test.aliases}}
			access := withAliases(allow)
			got := ""
			for _, answer := range access.Elsewhere {
				got += answer.Effect
			}
			same(t, "elsewhere", got, test.elsewhere)
			same(t, "its own key", access.Use[0].Effect, test.use)
		})
	}
}

// TestAliasesTogether has roles for which it is not enough to know what one alias or all tell.
func TestAliasesTogether(t *testing.T) {
	many := []any{}
	for i := range 30 {
		many = append(many, fmt.Sprintf("alias/a%02d", i))
	}
	tests := []struct {
		name           string
		allow, deny    values
		elsewhere, use string
	}{
		{
			"with one alone", values{
				"ForAllValues:StringEquals": values{"kms:ResourceAliases": []any{"alias/main", "alias/x"}},
				"ForAnyValue:StringEquals":  values{"kms:ResourceAliases": []any{"alias/x"}},
			}, nil, "unknown", "unknown",
		},
		{
			"after many", values{"ForAnyValue:StringEquals": values{"kms:ResourceAliases": []any{"alias/z"}}},
			values{"ForAnyValue:StringEquals": values{"kms:ResourceAliases": many}}, "unknown", "unknown",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := func(effect string, condition values) values {
				made := statement(effect, []any{"kms:Encrypt", "kms:Decrypt"}, []any{"*"})
				made["Condition"] = condition
				return made
			}
			statements := []any{all("Allow", test.allow)}
			if test.deny != nil {
				statements = append(statements, all("Deny", test.deny))
			}
			access := withAliases(statements...)
			got := ""
			for _, answer := range access.Elsewhere {
				got += answer.Effect
			}
			same(t, "elsewhere", got, test.elsewhere)
			same(t, "its own key", access.Use[0].Effect, test.use)
		})
	}
}

// withAliases is what a role may do by some statements, that is for a key with an alias, and not for another.
func withAliases(statements ...any) *snapshot.Access {
	registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
		"name": "main", "project": "search", "role": roleARN, "key": keyARN,
	})
	key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN})
	alias := refers(seen(".", "aws_kms_alias", "aws_kms_alias.main", 12, values{"name": "alias/main"}),
		"/target_key_id", "aws_kms_key.main.key_id")
	other := seen(".", "aws_kms_key", "aws_kms_key.billing", 19, values{"arn": keyARN + "b"})
	others := refers(seen(".", "aws_kms_alias", "aws_kms_alias.billing", 22, values{"name": "alias/billing"}),
		"/target_key_id", "aws_kms_key.billing.key_id")
	billing := declared("pinecone_cmek_key", "/projects/1/cmek/keys/0", 13, values{
		"name": "billing", "project": "billing", "role": roleARN + "b", "key": keyARN + "b",
	})
	units := unit(cmekRole(nil, statements...), key, alias, other, others)
	return join(unit(registration, billing), units).Resources["aws_iam_role"][0].Access
}
