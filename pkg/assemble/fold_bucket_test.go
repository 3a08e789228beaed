package assemble_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

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
		{"a part that the plan deletes, read back", values{"versioning": values{"enabled": true}}, part("versioning", values{
			"versioning_configuration": values{"status": "Enabled"}, "change": values{"actions": []any{"delete"}}}),
			"/versioning", nil, nil},
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
