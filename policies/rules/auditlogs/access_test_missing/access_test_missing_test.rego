package policies.rules.auditlogs.access_test_missing_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.access_test_missing as rule

test_fail_missing if {
	denied := rule.deny with input as _case({})
	sample.places(denied) == {["audit", "/audit_log_test_at"]}
	sample.messages(denied) == {
		`bucket "audit" has no "pinecone/audit-log-access-test": let Pinecone write audit logs to it`,
	}
}

test_fail_whole_bucket if {
	denied := rule.deny with input as object.remove(_case({}), ["linked"])
	sample.messages(denied) == {`bucket "audit" has no "audit-log-access-test": let Pinecone write audit logs to it`}
}

test_success_there if {
	case := _case({"audit_log_test_at": "2026-10-01T12:00:00Z"})
	rule.deny == set() with input as case
	rule.applies == {"audit"} with input as case
}

test_success_not_read if {
	case := _case({})
	bucket := object.remove(case.resources.aws_s3_bucket[0], ["observations"])
	declared := {"resources": {"aws_s3_bucket": [bucket]}}
	rule.deny == set() with input as declared
	rule.applies == set() with input as declared
}

test_success_unknown_listing if {
	case := _case({})
	bucket := object.union(case.resources.aws_s3_bucket[0], {"unread": {"/audit_log_test_at": "s3:ListBucket"}})
	refused := {"resources": {"aws_s3_bucket": [bucket]}}
	rule.deny == set() with input as refused
	rule.applies == {"audit"} with input as refused
}

_case(values) := {
	"resources": {"aws_s3_bucket": [object.union(sample.whole("audit", values), {
		"purposes": ["audit_logs"],
		"links": {"organizations": ["acme"]},
		"observations": [{
			"source": "aws.s3 111122223333 us-east-1", "address": "arn:aws:s3:::audit",
			"call": {"name": "s3:ListObjectsV2", "time": "2026-11-01T12:00:00Z"},
		}],
	})]},
	"linked": {"acme": sample.partial("acme", {"audit_logs": {"enabled": true, "prefix": "pinecone/"}})},
}
