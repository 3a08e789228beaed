package policies.lib.auditlogs_test

import data.policies.lib.auditlogs
import data.policies.lib.sample_test as sample

test_exporting if {
	found := auditlogs.exporting with input as {"resources": {"pinecone_organization": [
		sample.partial("on", {"audit_logs": {"enabled": true}}),
		sample.partial("off", {"audit_logs": {"enabled": false}}),
		sample.partial("role", {"audit_logs": {"role": "arn"}}),
		sample.partial("none", {}),
	]}}
	{organization.id | some organization in found} == {"on", "role"}
}

test_buckets_by_purpose if {
	audit := object.union(sample.whole("audit", {}), {"purposes": ["audit_logs"]})
	auditlogs.bucket_ids == {"audit"} with input as {"resources": {"aws_s3_bucket": [audit, sample.whole("other", {})]}}
	auditlogs.bucket_ids == set() with input as {"resources": {}}
}

test_longest_retention if {
	auditlogs.retention(_bucket) == 400 with input as _organizations
	not auditlogs.retention(sample.whole("other", {})) with input as _organizations
}

test_prefixes if {
	auditlogs.prefixes(_bucket) == {"", "logs/"} with input as _organizations
}

test_early if {
	rules := [
		{"status": "Enabled", "expiration": {"days": 30}},
		{"status": "Enabled", "expiration": {"days": 90}},
		{"status": "Disabled", "expiration": {"days": 30}},
		{"status": "Enabled", "expiration": {"date": "2027-01-01T00:00:00Z", "days": 0}},
	]
	found := auditlogs.early(sample.whole("audit", {"lifecycle_rules": rules}), 90)
	found == {
		["/lifecycle_rules/0/expiration/days", "/lifecycle_rules/0", rules[0], `after "30" days`],
		["/lifecycle_rules/3/expiration/date", "/lifecycle_rules/3", rules[3], `from "2027-01-01T00:00:00Z" on`],
	}
}

test_locked if {
	auditlogs.locked(sample.whole("a", {"object_lock": {"days": 30}})) == {["/object_lock/days", 30]}
	auditlogs.locked(sample.whole("a", {"object_lock": {"days": 0, "years": 2}})) == {["/object_lock/years", 730]}
	auditlogs.locked(sample.whole("a", {})) == set()
}

_bucket := sample.linked(sample.whole("audit", {}), {"organizations": ["a", "b", "c"]})

_organizations := {"resources": {}, "linked": {
	"a": sample.partial("a", {"audit_logs": {"retention_days": 90, "prefix": "logs/"}}),
	"b": sample.partial("b", {"audit_logs": {"retention_days": 400}}),
	"c": sample.partial("c", {}),
}}
