package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// moved says what addresses an observation had.
func moved(o *snapshot.Observation, formerly ...string) *snapshot.Observation {
	o.Formerly = formerly
	return o
}

func TestStateFromBeforeAMove(t *testing.T) {
	index := moved(seen(".", "pinecone_index", "module.m.pinecone_index.new", 3, values{}), "pinecone_index.b", "pinecone_index.a")
	other := seen(".", "pinecone_index", "pinecone_index.other", 9, values{})
	cases := map[string]struct {
		plan []*snapshot.Observation
		want []string
	}{
		"the oldest address": {
			unit(planned("pinecone_index", "pinecone_index.a", values{"dimension": "3"})),
			[]string{"pinecone_index/./module.m.pinecone_index.new", "pinecone_index/./pinecone_index.other"},
		},
		"something is where it was moved to": {
			unit(
				planned("pinecone_index", "pinecone_index.b", values{}),
				planned("pinecone_index", "module.m.pinecone_index.new", values{}),
			),
			[]string{
				"pinecone_index/./module.m.pinecone_index.new", "pinecone_index/./pinecone_index.other",
				"pinecone_index/plan p.json/pinecone_index.b",
			},
		},
		"the plan is of newer code": {
			unit(moved(planned("pinecone_index", "pinecone_index.newest", values{}), "pinecone_index.other")),
			[]string{"pinecone_index/./module.m.pinecone_index.new", "pinecone_index/./pinecone_index.other"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			source := []*snapshot.Observation{index, other}
			s := join(source, c.plan)
			same(t, "indexes", ids(s.Resources["pinecone_index"]), c.want)
			same(t, "the ids that it had", s.Resources["pinecone_index"][0].Formerly,
				[]string{"pinecone_index/./pinecone_index.b", "pinecone_index/./pinecone_index.a"})
		})
	}
}

// TestPlanOfWhatIsNamed shows that a plan keeps, under the old address, what only the manifest
// names, under the new one.
func TestPlanOfWhatIsNamed(t *testing.T) {
	s := join(
		unit(declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{"name": "main", "key": "terraform:aws_kms_key.new"})),
		unit(moved(seen(".", "aws_kms_key", "aws_kms_key.new", 1, values{}), "aws_kms_key.old")),
		unit(planned("aws_kms_key", "aws_kms_key.old", values{"is_enabled": false})),
	)
	keys := s.Resources["aws_kms_key"]
	same(t, "keys", ids(keys), []string{"aws_kms_key/./aws_kms_key.new"})
	same(t, "what is known of it", keys[0].Values, values{"is_enabled": false})
	same(t, "where it is declared", keys[0].Observations[0].DeclaredAs, "aws_kms_key.new")
}

// TestWhatAPlanLeavesToTheProvider shows that a plan makes nothing unknown that the source
// leaves unset: there is the provider's default, with a plan as without one.
func TestWhatAPlanLeavesToTheProvider(t *testing.T) {
	open := map[string]snapshot.Unknown{"/policy": {Reason: "known after apply"}}
	cases := map[string]struct {
		written    values
		unknown    map[string]snapshot.Unknown
		references []string
		want       map[string]snapshot.Unknown
	}{
		"unset in the source":      {written: values{}},
		"unknown in the source":    {written: values{}, unknown: open, want: open},
		"set where it was planned": {written: values{}, references: []string{"aws_s3_bucket.a"}, want: open},
		"set in the source":        {written: values{"policy": values{"Statement": []any{}}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			written := seen(".", "aws_kms_key", "aws_kms_key.main", 1, c.written)
			written.Unknown = c.unknown
			key := planned("aws_kms_key", "aws_kms_key.main", values{})
			key.Unknown = open
			if c.references != nil {
				refers(key, "/policy", c.references...)
			}
			alias := refers(seen(".", "aws_kms_alias", "aws_kms_alias.main", 20, values{}), "/target_key_id", "aws_kms_key.main.key_id")
			cmek := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{"name": "main", "key": "terraform:aws_kms_key.main"})
			s := join(unit(cmek), unit(written, alias), unit(key))
			same(t, "unknown", s.Resources["aws_kms_key"][0].Unknown, c.want)
		})
	}
}

// TestInstancesThatOnlyAPlanTells shows that the instances of a plan stand on the block that
// makes them, and not beside one that stands for all.
func TestInstancesThatOnlyAPlanTells(t *testing.T) {
	index := seen(".", "pinecone_index", `module.m["?"].pinecone_index.a["?"]`, 3, values{"dimension": "3"})
	key := seen(".", "aws_kms_key", `module.m["?"].aws_kms_key.a`, 7, values{})
	alias := refers(seen(".", "aws_kms_alias", `module.m["?"].aws_kms_alias.a`, 9, values{"name": "alias/a"}),
		"/target_key_id", `module.m["?"].aws_kms_key.a.key_id`)
	left := refers(seen(".", "aws_kms_alias", `module.m["?"].aws_kms_alias.left`, 12, values{"name": "alias/left"}),
		"/target_key_id", `module.m["?"].aws_kms_key.a.key_id`)
	cmek := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{"name": "main", "key": `terraform:module.m["b.]"].aws_kms_key.a`})
	s := join(unit(cmek), unit(index, key, alias, left), unit(
		planned("pinecone_index", `module.m["b.]"].pinecone_index.a[0]`, values{}),
		planned("pinecone_index", `module.m["c"].pinecone_index.a[0]`, values{}),
		planned("pinecone_index", `module.m["c"].pinecone_index.other[0]`, values{}),
		planned("aws_kms_key", `module.m["b.]"].aws_kms_key.a`, values{}),
		refers(planned("aws_kms_alias", `module.m["b.]"].aws_kms_alias.a`, values{}), "/target_key_id", `module.m["b.]"].aws_kms_key.a.key_id`),
	))
	same(t, "indexes", ids(s.Resources["pinecone_index"]), []string{
		`pinecone_index/./module.m["b.]"].pinecone_index.a[0]`, `pinecone_index/./module.m["c"].pinecone_index.a[0]`,
		`pinecone_index/plan p.json/module.m["c"].pinecone_index.other[0]`,
	})
	same(t, "the dimension of the first", s.Resources["pinecone_index"][0].Values["dimension"], "3")
	same(t, "keys", ids(s.Resources["aws_kms_key"]), []string{`aws_kms_key/./module.m["b.]"].aws_kms_key.a`})
	same(t, "the key's aliases", s.Resources["aws_kms_key"][0].Links["aliases"], []string{
		`aws_kms_alias/./module.m["?"].aws_kms_alias.left`, `aws_kms_alias/./module.m["b.]"].aws_kms_alias.a`,
	})
}

// TestDeletedPolicyOfARole shows that a plan which deletes a role's policies leaves the role
// without them, though its own attributes still have what was read back of them.
func TestDeletedPolicyOfARole(t *testing.T) {
	deleted, kept := values{"actions": []any{"delete"}}, values{"actions": []any{"no-op"}}
	for name, c := range map[string]struct {
		policy, role values
		inline, arns any
	}{
		"deleted":          {deleted, kept, values{}, []any{"arn:b"}},
		"kept":             {kept, kept, values{"use": values{"Statement": []any{}}}, []any{"arn:a", "arn:b"}},
		"and the role too": {deleted, deleted, values{"use": values{"Statement": []any{}}}, []any{"arn:a", "arn:b"}},
	} {
		t.Run(name, func(t *testing.T) {
			document := values{"Statement": []any{}}
			s := join(unit(declared("pinecone_cmek_key", "/k", 3, values{"role": "terraform:aws_iam_role.r"})), unit(
				planned("aws_iam_role", "aws_iam_role.r", values{"name": "r", "change": c.role,
					"inline_policies": values{"use": document}, "managed_policy_arns": []any{"arn:a", "arn:b"}}),
				planned("aws_iam_role_policy", "aws_iam_role_policy.use", values{"name": "use", "role": "r", "policy": document, "change": c.policy}),
				planned("aws_iam_role_policy_attachment", "aws_iam_role_policy_attachment.a", values{"role": "r", "policy_arn": "arn:a", "change": c.policy}),
			))
			role := s.Resources["aws_iam_role"][0]
			same(t, "inline policies", role.Values["inline_policies"], c.inline)
			same(t, "managed policies", role.Values["managed_policy_arns"], c.arns)
		})
	}
}

// TestDeletedNames shows that what stays does not have a name that a plan takes away.
func TestDeletedNames(t *testing.T) {
	deleted, kept := values{"actions": []any{"delete"}}, values{"actions": []any{"no-op"}}
	alias := []string{"aws_kms_alias/plan p.json/aws_kms_alias.a"}
	for name, c := range map[string]struct {
		alias, key values
		want       []string
	}{
		"deleted":         {deleted, kept, nil},
		"kept":            {kept, kept, alias},
		"and the key too": {deleted, deleted, alias},
	} {
		t.Run(name, func(t *testing.T) {
			s := join(unit(declared("pinecone_cmek_key", "/k", 3, values{"key": "terraform:aws_kms_key.k"})), unit(
				planned("aws_kms_key", "aws_kms_key.k", values{"key_id": "k-1", "change": c.key}),
				planned("aws_kms_alias", "aws_kms_alias.a", values{"target_key_id": "k-1", "change": c.alias}),
			))
			same(t, "aliases", s.Resources["aws_kms_key"][0].Links["aliases"], c.want)
		})
	}
}
