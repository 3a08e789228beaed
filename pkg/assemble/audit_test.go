package assemble_test

import (
	"encoding/json"
	"maps"
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

var day = json.Number("30")

// TestBucketHasOneForm gives the blocks that aws_s3_bucket had, and the resources it was
// split into, and wants one form of both.
func TestBucketHasOneForm(t *testing.T) {
	inline := seen(".", "aws_s3_bucket", "aws_s3_bucket.a", 1, values{
		"bucket": "acme-audit", "versioning": values{"enabled": true},
		"server_side_encryption_configuration": values{"rule": values{
			"apply_server_side_encryption_by_default": values{"sse_algorithm": "aws:kms", "kms_master_key_id": "k"},
			"bucket_key_enabled":                      true,
		}},
		"object_lock_configuration": values{"object_lock_enabled": "Enabled", "rule": values{
			"default_retention": values{"mode": "COMPLIANCE", "days": day},
		}},
		"lifecycle_rule": []any{
			values{"id": "old", "enabled": true, "prefix": "logs/", "tags": values{"a": "b"}, "expiration": values{"days": day}},
		},
	})
	part := func(kind string, line int32, attributes values) *snapshot.Observation {
		attributes["bucket"] = "acme-audit"
		return seen(".", "aws_s3_bucket_"+kind, "aws_s3_bucket_"+kind+".a", line, attributes)
	}
	versioning := part("versioning", 20, values{"versioning_configuration": values{"status": "Enabled"}})
	versioning.Locations.Set("/versioning_configuration/status", at("main.tf", 22))
	split := unit(
		seen(".", "aws_s3_bucket", "aws_s3_bucket.a", 1, values{"bucket": "acme-audit", "object_lock_enabled": true}),
		versioning,
		part("server_side_encryption_configuration", 30, values{"rule": values{
			"apply_server_side_encryption_by_default": values{"sse_algorithm": "aws:kms", "kms_master_key_id": "k"},
			"bucket_key_enabled":                      true,
		}}),
		part("object_lock_configuration", 40, values{"object_lock_enabled": "Enabled", "rule": values{
			"default_retention": values{"mode": "COMPLIANCE", "days": day},
		}}),
		part("lifecycle_configuration", 50, values{"rule": []any{values{
			"id": "old", "status": "Enabled", "expiration": values{"days": day},
			"filter": values{"and": values{"prefix": "logs/", "tags": values{"a": "b"}}},
		}}}),
	)
	want := values{
		"bucket": "acme-audit", "object_lock_enabled": true, "versioning": values{"status": "Enabled"},
		"encryption":  values{"sse_algorithm": "aws:kms", "kms_master_key_id": "k", "bucket_key_enabled": true},
		"object_lock": values{"mode": "COMPLIANCE", "days": day},
		"lifecycle_rules": []any{values{
			"id": "old", "status": "Enabled", "prefix": "logs/", "tags": values{"a": "b"}, "expiration": values{"days": day},
		}},
	}
	for name, resources := range map[string][]*snapshot.Observation{"inline": unit(inline), "split": split} {
		s := join(unit(organization(values{"bucket": "acme-audit"})), resources)
		same(t, name, s.Resources["aws_s3_bucket"][0].Values, want)
		if name == "split" {
			places := s.Resources["aws_s3_bucket"][0].Observations[0].Locations
			place, _ := places.Nearest("/versioning/status")
			same(t, "the status's line", place.StartLine, int32(22))
			place, _ = places.Nearest("/object_lock/days")
			same(t, "the lock's line", place.StartLine, int32(40))
		}
	}
}

func TestBucketParts(t *testing.T) {
	unknown := func(o *snapshot.Observation, pointer string) *snapshot.Observation {
		o.Unknown = map[string]snapshot.Unknown{pointer: {Reason: "r"}}
		return o
	}
	part := func(kind string, attributes values) *snapshot.Observation {
		attributes["bucket"] = "b"
		return planned("aws_s3_bucket_"+kind, "aws_s3_bucket_"+kind+".a", attributes)
	}
	tests := []struct {
		name    string
		before  values
		part    *snapshot.Observation
		pointer string
		want    any
		unknown []string
	}{
		{"a policy", nil, part("policy", values{"policy": values{"Statement": []any{}}}), "/policy",
			values{"Statement": []any{}}, nil},
		{"an ACL", values{"acl": "private"}, part("acl", values{"acl": "log-delivery-write"}), "/acl", "log-delivery-write", nil},
		{"ownership", nil, part("ownership_controls", values{"rule": values{"object_ownership": "ObjectWriter"}}), "/ownership",
			"ObjectWriter", nil},
		{"public access", nil, part("public_access_block", values{"block_public_acls": true, "block_public_policy": false}),
			"/public_access_block", values{"block_public_acls": true, "block_public_policy": false}, nil},
		{"a filter with a tag", nil, part("lifecycle_configuration", values{"rule": []any{
			values{"filter": values{"tag": values{"key": "k", "value": "v"}}}, values{"filter": values{"prefix": "p/"}}}}),
			"/lifecycle_rules", []any{values{"tags": values{"k": "v"}}, values{"prefix": "p/"}}, nil},
		{"a state from before the part", values{"versioning": values{"enabled": false}},
			part("versioning", values{"versioning_configuration": values{"status": "Enabled"}}),
			"/versioning", values{"status": "Enabled"}, nil},
		{"a part that the plan deletes", values{"versioning": values{"enabled": false}}, part("versioning", values{
			"versioning_configuration": values{"status": "Enabled"}, "change": values{"actions": []any{"delete"}}}),
			"/versioning", values{"status": "Disabled"}, nil},
		{"an unknown status", nil, unknown(part("versioning", values{}), "/versioning_configuration/status"),
			"/versioning", nil, []string{"/versioning/status"}},
		{"an unknown block", nil, unknown(part("versioning", values{}), "/versioning_configuration"),
			"/versioning", nil, []string{"/versioning/status"}},
		{"unknown rules", nil, unknown(part("lifecycle_configuration", values{}), "/rule"),
			"/lifecycle_rules", nil, []string{"/lifecycle_rules"}},
		{"an unknown rule", nil, unknown(part("lifecycle_configuration", values{"rule": []any{nil}}), "/rule/0"),
			"/lifecycle_rules", []any{nil}, []string{"/lifecycle_rules/0"}},
		{"unknown days", nil, unknown(part("lifecycle_configuration", values{"rule": []any{values{"id": "x"}}}), "/rule/0/expiration/days"),
			"/lifecycle_rules", []any{values{"id": "x"}}, []string{"/lifecycle_rules/0/expiration/days"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bucket := planned("aws_s3_bucket", "aws_s3_bucket.a", values{"bucket": "b"})
			maps.Copy(bucket.Values, test.before)
			s := join(unit(organization(values{"bucket": "b"})), unit(bucket, test.part))
			got := s.Resources["aws_s3_bucket"][0]
			value, _ := snapshot.Lookup(got.Values, test.pointer)
			same(t, test.pointer, value, test.want)
			var unknown []string
			for pointer := range got.Unknown {
				unknown = append(unknown, pointer)
			}
			same(t, "unknown", unknown, test.unknown)
		})
	}
}

// What a plan does not know of a bucket because nobody sets it is AWS's default.
func TestUnsetBlocksOfAPlannedBucket(t *testing.T) {
	bucket := planned("aws_s3_bucket", "aws_s3_bucket.a", values{"bucket": "b"})
	bucket.Unknown = map[string]snapshot.Unknown{
		"/arn": {Reason: "r"}, "/versioning": {Reason: "r"}, "/lifecycle_rule": {Reason: "r"},
	}
	refers(bucket, "/lifecycle_rule/0/id", "random_id.a.hex")
	s := join(unit(organization(values{"bucket": "b"})), unit(bucket))
	same(t, "unknown", s.Resources["aws_s3_bucket"][0].Unknown, map[string]snapshot.Unknown{
		"/arn": {Reason: "r"}, "/lifecycle_rules": {Reason: "r"},
	})
}
