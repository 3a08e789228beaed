package policies.rules.auditlogs.delivery_stale_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.delivery_stale as rule

test_fail_old if {
	denied := rule.deny with input as _bucket({"newest_log_at": "2026-11-01T09:59:00Z"})
	sample.places(denied) == {["audit", "/newest_log_at"]}
	found := `the newest audit log in bucket "audit" was "121" minutes old when it was read`
	sample.messages(denied) == {$`{found}: a batch should come about every "30" minutes`}
}

test_fail_none if {
	every values in [{}, {"audit_log_test_at": "2026-11-01T09:59:00Z"}] {
		denied := rule.deny with input as _bucket(values)
		sample.messages(denied) == {
			`bucket "audit" has no audit log at all: a batch should come about every "30" minutes`,
		}
	}
}

test_success_fresh if {
	every newest in ["2026-11-01T10:00:00Z", "2026-11-01T12:10:00Z"] {
		rule.deny == set() with input as _bucket({"newest_log_at": newest})
		rule.applies == {"audit"} with input as _bucket({"newest_log_at": newest})
	}
}

test_success_just_enabled if {
	rule.deny == set() with input as _bucket({"audit_log_test_at": "2026-11-01T11:00:00Z"})
}

test_success_unknown_logs if {
	case := _bucket({"audit_log_test_at": "2026-11-01T09:00:00Z"})
	bucket := object.union(case.resources.aws_s3_bucket[0], {"unread": {"/newest_log_at": "s3:ListBucket"}})
	refused := {"resources": {"aws_s3_bucket": [bucket]}}
	rule.deny == set() with input as refused
	rule.applies == {"audit"} with input as refused
}

_bucket(values) := {"resources": {"aws_s3_bucket": [object.union(sample.whole("audit", values), {
	"purposes": ["audit_logs"],
	"observations": [{
		"source": "aws.s3 111122223333 us-east-1", "address": "arn:aws:s3:::audit",
		"call": {"name": "s3:ListObjectsV2", "time": "2026-11-01T12:00:00Z"},
	}],
})]}}
