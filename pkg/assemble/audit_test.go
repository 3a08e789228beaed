package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func trusting(account string) values {
	return values{"Statement": []any{values{"Principal": values{"AWS": "arn:aws:iam::" + account + ":root"}}}}
}

func allowing(action string, resources ...any) values {
	return values{"Statement": []any{values{"Action": action, "Resource": resources}}}
}

// organization is what the manifest declares of the export of audit logs.
func organization(auditLogs values) *snapshot.Observation {
	o := declared("pinecone_organization", "/organization", 3, values{"name": "acme", "audit_logs": auditLogs})
	o.Locations.Set("/audit_logs/bucket", at("pinelint.yaml", 7))
	return o
}

func TestAuditLogsAreJoined(t *testing.T) {
	bucket := refers(seen(".", "aws_s3_bucket", "aws_s3_bucket.audit", 5, values{"bucket": "acme-audit"}), "/x")
	encryption := seen(".", "aws_s3_bucket_server_side_encryption_configuration",
		"aws_s3_bucket_server_side_encryption_configuration.audit", 9, values{"bucket": "acme-audit", "rule": values{
			"apply_server_side_encryption_by_default": values{"sse_algorithm": "aws:kms"},
		}})
	refers(encryption, "/rule/apply_server_side_encryption_by_default/kms_master_key_id", "aws_kms_alias.audit.arn")
	alias := refers(seen(".", "aws_kms_alias", "aws_kms_alias.audit", 14, values{}), "/target_key_id", "aws_kms_key.audit.id")
	s := join(
		unit(organization(values{"role": "terraform:aws_iam_role.audit", "bucket": "acme-audit/pinecone/logs/"})),
		unit(
			bucket, encryption, alias, seen(".", "aws_kms_key", "aws_kms_key.audit", 12, values{}),
			seen(".", "aws_iam_role", "aws_iam_role.audit", 1, values{"name": "audit"}),
			seen(".", "aws_s3_bucket", "aws_s3_bucket.other", 30, values{"bucket": "acme-other"}),
			seen(".", "aws_kms_key", "aws_kms_key.other", 33, values{}),
		),
	)
	named := s.Resources["pinecone_organization"][0]
	same(t, "links", named.Links, map[string][]string{
		"audit_role":   {"aws_iam_role/./aws_iam_role.audit"},
		"audit_bucket": {"aws_s3_bucket/./aws_s3_bucket.audit"},
	})
	same(t, "values", named.Values["audit_logs"], values{
		"role": "terraform:aws_iam_role.audit", "bucket": "acme-audit", "prefix": "pinecone/logs/",
	})
	place, _ := named.Observations[0].Locations.Get("/audit_logs/prefix")
	same(t, "the prefix's line", place.StartLine, int32(7))
	same(t, "buckets", ids(s.Resources["aws_s3_bucket"]), []string{"aws_s3_bucket/./aws_s3_bucket.audit"})
	same(t, "keys", ids(s.Resources["aws_kms_key"]), []string{"aws_kms_key/./aws_kms_key.audit"})
	audit := s.Resources["aws_s3_bucket"][0]
	same(t, "the bucket's links", audit.Links, map[string][]string{
		"organizations": {"pinecone_organization/acme"}, "roles": {"aws_iam_role/./aws_iam_role.audit"},
		"kms_alias": {"aws_kms_alias/./aws_kms_alias.audit"}, "kms_key": {"aws_kms_key/./aws_kms_key.audit"},
	})
	for _, kind := range []string{"aws_iam_role", "aws_s3_bucket", "aws_kms_key"} {
		same(t, kind, s.Resources[kind][0].Purposes, []string{"audit_logs"})
	}
	same(t, "sources", len(s.Sources), 0)
}

func TestDestinationsNameTheirBucket(t *testing.T) {
	tests := []struct{ named, bucket, prefix string }{
		{"acme", "acme", ""},
		{"acme/", "acme", ""},
		{"acme/logs", "acme", "logs/"},
		{"terraform:aws_s3_bucket.a/logs", "terraform:aws_s3_bucket.a", "logs/"},
		{"terraform:infra/prod:aws_s3_bucket.a/logs", "terraform:infra/prod:aws_s3_bucket.a", "logs/"},
		{`terraform:aws_s3_bucket.a["x/y:z"]/logs`, `terraform:aws_s3_bucket.a["x/y:z"]`, "logs/"},
		{`terraform:infra/prod:aws_s3_bucket.a["x/y"]`, `terraform:infra/prod:aws_s3_bucket.a["x/y"]`, ""},
	}
	for _, test := range tests {
		s := join(unit(organization(values{"bucket": test.named})))
		want := values{"bucket": test.bucket}
		if test.prefix != "" {
			want["prefix"] = test.prefix
		}
		same(t, test.named, s.Resources["pinecone_organization"][0].Values["audit_logs"], want)
	}
}

func TestMissingBucketIsTold(t *testing.T) {
	s := join(unit(organization(values{"bucket": "terraform:aws_s3_bucket.none/logs"})))
	problem := s.Sources[0].Problems[0]
	same(t, "message", problem.Message, `"terraform:aws_s3_bucket.none" names no aws_s3_bucket in the Terraform that was read: `+
		"write the address as terraform state list prints it")
	same(t, "line", problem.Location.StartLine, int32(7))
}

// A role and a bucket are told by the role's trust and its policies where no manifest names
// them. The account that writes audit logs reads imports too.
func TestAuditRoleIsRecognised(t *testing.T) {
	role := func(name, account, action string, buckets ...any) *snapshot.Observation {
		return seen(".", "aws_iam_role", "aws_iam_role."+name, 1, values{
			"name": name, "assume_role_policy": trusting(account),
			"inline_policies": values{"s3": allowing(action, buckets...)},
		})
	}
	buckets := unit(
		seen(".", "aws_s3_bucket", "aws_s3_bucket.a", 5, values{"bucket": "a"}),
		seen(".", "aws_s3_bucket", "aws_s3_bucket.b", 6, values{"bucket": "b"}),
	)
	tests := []struct {
		name         string
		role         *snapshot.Observation
		manifest     values
		roles, found []string
	}{
		{"writes to one bucket", role("r", account, "s3:PutObject", "arn:aws:s3:::a/*", "arn:aws:s3:::a"), nil,
			[]string{"r"}, []string{"a"}},
		{"writes to two", role("r", account, "s3:PutObject", "arn:aws:s3:::a/*", "arn:aws:s3:::b/*"), nil,
			[]string{"r"}, nil},
		{"reads only", role("r", account, "s3:GetObject", "arn:aws:s3:::a/*"), nil, nil, nil},
		{"says nothing of objects", role("r", account, "s3:ListBucket", "arn:aws:s3:::a"), nil, []string{"r"}, []string{"a"}},
		{"trusts another", role("r", "111122223333", "s3:PutObject", "arn:aws:s3:::a/*"), nil, nil, nil},
		{"the manifest names the bucket", role("r", account, "s3:PutObject", "arn:aws:s3:::a/*"), values{"bucket": "b"},
			[]string{"r"}, []string{"b"}},
		{"the manifest names another role", role("r", account, "s3:PutObject", "arn:aws:s3:::a/*"),
			values{"role": "terraform:aws_iam_role.other"}, []string{"other"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			other := seen(".", "aws_iam_role", "aws_iam_role.other", 9, values{"name": "other"})
			s := join(unit(organization(test.manifest)), append(clone(buckets), test.role, other))
			same(t, "roles", serving(s.Resources["aws_iam_role"], "name"), test.roles)
			same(t, "buckets", serving(s.Resources["aws_s3_bucket"], "bucket"), test.found)
		})
	}
}

// TestRoleForKeysWritesNoLogs although it is assumed from the same account.
func TestRoleForKeysWritesNoLogs(t *testing.T) {
	for action, want := range map[string][]string{"kms:Encrypt": {"cmek"}, "s3:PutObject": {"cmek", "audit_logs"}} {
		s := join(unit(seen(".", "aws_iam_role", "aws_iam_role.r", 1, values{
			"assume_role_policy": trusting("arn:aws:iam::" + account + ":role/pinecone_cmek_access_us-east-1"),
			"inline_policies":    values{"use": allowing(action, "arn:aws:s3:::a/*")},
		})))
		same(t, action, s.Resources["aws_iam_role"][0].Purposes, want)
	}
	registered := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 1, values{
		"name": "main", "project": "search", "role": "terraform:aws_iam_role.r",
	})
	s := join(unit(registered), unit(seen(".", "aws_iam_role", "aws_iam_role.r", 1, values{
		"assume_role_policy": trusting("arn:aws:iam::" + account + ":root"),
	})))
	same(t, "registered with a key", s.Resources["aws_iam_role"][0].Purposes, []string{"cmek"})
}

// serving are the names of the resources that audit logs are written with.
func serving(resources []*snapshot.Resource, key string) []string {
	var all []string
	for _, resource := range resources {
		if len(resource.Purposes) > 0 {
			name, _ := resource.Values[key].(string)
			all = append(all, name)
		}
	}
	return all
}
