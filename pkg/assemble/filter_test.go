package assemble_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Keeps must foresee from the marks alone what Observe does with everything.
func TestKeepsForeseesWhatIsKept(t *testing.T) {
	trust := values{"Statement": []any{values{"Principal": values{
		"AWS": "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1",
	}}}}
	unresolved := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{})
	unresolved.Unknown = map[string]snapshot.Unknown{
		"/assume_role_policy": {Reason: "x", Expression: `"${var.arn}:role/pinecone_cmek_access_us-east-1"`},
	}
	index := func() *snapshot.Observation {
		return seen(".", "pinecone_index", "pinecone_index.a", 1, values{"name": "a"})
	}
	tests := []struct {
		name string
		unit []*snapshot.Observation
		want bool
	}{
		{"nothing of another platform", unit(index()), false},
		{"a key beside an index", unit(index(), seen(".", "aws_kms_key", "aws_kms_key.logs", 5, values{})), false},
		{"a role's trust", unit(seen(".", "aws_iam_role", "aws_iam_role.a", 1, values{"assume_role_policy": trust})), true},
		{"another role's trust", unit(seen(".", "aws_iam_role", "aws_iam_role.a", 1, values{
			"assume_role_policy": values{"Statement": []any{}}, "name": "pinecone"})), false},
		{"a trust that is unknown", unit(unresolved), true},
		{"a role's trust in the integrations' account", unit(seen(".", "aws_iam_role", "aws_iam_role.a", 1, values{
			"assume_role_policy": trusting(account)})), true},
		{"a bucket that the manifest names", unit(seen(".", "aws_s3_bucket", "aws_s3_bucket.a", 1, values{
			"bucket": "acme-audit"})), true},
		{"another bucket", unit(seen(".", "aws_s3_bucket", "aws_s3_bucket.a", 1, values{"bucket": "acme"})), false},
		{"a part of another bucket", unit(seen(".", "aws_s3_bucket_acl", "aws_s3_bucket_acl.a", 1, values{
			"bucket": "acme"})), false},
		{"an endpoint", unit(seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.a", 1, values{"service_name": service})), true},
		{"another endpoint", unit(seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.a", 1, values{"service_name": "s3"})), false},
		{"a knowledge base", unit(seen(".", "aws_bedrockagent_knowledge_base", "aws_bedrockagent_knowledge_base.a", 1, values{
			"storage_configuration": values{"type": "PINECONE"}})), true},
		{"a knowledge base of a kind that is not told", unit(seen(
			".", "aws_bedrockagent_knowledge_base", "aws_bedrockagent_knowledge_base.a", 1, values{
				"storage_configuration": values{"pinecone_configuration": []any{values{"namespace": "a"}}}})), true},
		{"another knowledge base", unit(seen(".", "aws_bedrockagent_knowledge_base", "aws_bedrockagent_knowledge_base.a", 1,
			values{"storage_configuration": values{"type": "RDS"}})), false},
		{"a zone", unit(seen(".", "aws_route53_zone", "aws_route53_zone.a", 1, values{"name": "svc.pinecone.io"})), true},
		{"a record", unit(seen(".", "aws_route53_record", "aws_route53_record.a", 1, values{"name": "x.pinecone.io."})), true},
		{"another zone", unit(seen(".", "aws_route53_zone", "aws_route53_zone.a", 1, values{"name": "example.com"})), false},
		{"a name in the manifest", unit(seen(".", "aws_kms_key", "aws_kms_key.named", 1, values{})), true},
		{"a key that an index refers to", unit(
			refers(index(), "/cmek_id", "aws_kms_key.main.arn"), seen(".", "aws_kms_key", "aws_kms_key.main", 5, values{}),
		), true},
		{"an imported key that an index refers to", unit(
			refers(index(), "/cmek_id", "aws_kms_external_key.main.arn"),
			seen(".", "aws_kms_external_key", "aws_kms_external_key.main", 5, values{}),
		), true},
		{"a key that an index's tag refers to", unit(
			refers(index(), "/tags/key", "aws_kms_key.main.arn"), seen(".", "aws_kms_key", "aws_kms_key.main", 5, values{}),
		), false},
		{"a role that a key's policy refers to", unit(
			index(), refers(seen(".", "aws_kms_key", "aws_kms_key.main", 5, values{}), "/policy", "aws_iam_role.a.arn"),
			seen(".", "aws_iam_role", "aws_iam_role.a", 8, values{"name": "a"}),
		), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := assemble.New(assemble.Options{Services: []string{service}, Accounts: []string{account}})
			a.Observe(unit(
				declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{"key": "terraform:aws_kms_key.named"}),
				declared("pinecone_organization", "/organization", 1, values{"audit_logs": values{"bucket": "acme-audit/logs"}}),
			))
			same(t, "Keeps", a.Keeps(marksOnly(a, test.unit)), test.want)
			a.Observe(test.unit)
			same(t, "kept", hasForeign(a.Snapshot()), test.want)
		})
	}
}

// marksOnly is the unit as a collector hands it to Keeps.
func marksOnly(a *assemble.Assembler, all []*snapshot.Observation) []*snapshot.Observation {
	types := snapshot.Types{}
	for _, o := range all {
		types[o.Type] = nil
	}
	marks := a.Marks(types)
	partial := slices.Clone(all)
	for i, o := range all {
		names, ok := marks[o.Type]
		if !ok {
			continue
		}
		partial[i] = &snapshot.Observation{Type: o.Type, Source: o.Source, Address: o.Address, Values: values{}}
		for _, name := range names {
			if value, ok := o.Values[name]; ok {
				partial[i].Values[name] = value
			}
			if unknown, ok := o.Unknown["/"+name]; ok {
				partial[i].Unknown = map[string]snapshot.Unknown{"/" + name: unknown}
			}
		}
	}
	return partial
}

func hasForeign(s *snapshot.Snapshot) bool {
	for kind := range s.Resources {
		if strings.HasPrefix(kind, "aws_") {
			return true
		}
	}
	return false
}
