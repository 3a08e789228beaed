package policies.lib.auditlogs_test

import data.policies.lib.auditlogs
import data.policies.lib.sample_test as sample

test_delivering if {
	found := auditlogs.delivering with input as {
		"resources": {"aws_s3_bucket": [
			_delivered("plain", {}),
			_delivered("on", {"organizations": ["on"]}),
			_delivered("off", {"organizations": ["off"]}),
			_delivered("both", {"organizations": ["on", "off"]}),
			object.union(sample.whole("unread", {}), {"purposes": ["audit_logs"]}),
			object.remove(_delivered("other", {}), ["purposes"]),
		]},
		"linked": {
			"on": sample.partial("on", {"audit_logs": {"enabled": true}}),
			"off": sample.partial("off", {"audit_logs": {"enabled": false}}),
		},
	}
	[bucket.id | some bucket in found] == ["plain", "on", "both"]
}

test_age if {
	bucket := object.union(_delivered("a", {}), {"values": {"newest_log_at": "2026-11-01T11:29:30Z"}})
	auditlogs.age(bucket, "/newest_log_at") == 30
	not auditlogs.age(bucket, "/audit_log_test_at")
	not auditlogs.age(sample.whole("a", {"newest_log_at": "2026-11-01T11:29:30Z"}), "/newest_log_at")
}

_delivered(id, links) := object.union(sample.linked(sample.whole(id, {}), links), {
	"purposes": ["audit_logs"],
	"observations": [
		{"source": "terraform infra", "address": "aws_s3_bucket.audit"},
		{"source": "aws.s3", "address": "arn", "call": {"name": "s3:GetBucketPolicy", "time": "2026-11-01T10:00:00Z"}},
		{"source": "aws.s3", "address": "arn", "call": {"name": "s3:GetBucketPolicy", "time": "2026-11-01T12:00:00Z"}},
	],
})
