package policies.rules.auditlogs.bucket_immutable_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.bucket_immutable as rule

test_fail_no_lock if {
	denied := rule.deny with input as _audit(sample.whole("audit", {"versioning": {"status": "Enabled"}}))
	sample.messages(denied) == {
		`audit logs in bucket "audit" can be deleted: lock objects by default in "COMPLIANCE" mode`,
	}
	{finding.absent | some finding in denied} == {["aws_s3_bucket_object_lock_configuration"]}
}

test_fail_no_lock_whatever_versioning_is if {
	denied := rule.deny with input as _audit(sample.hidden(sample.whole("audit", {}), ["/versioning/status"]))
	sample.places(denied) == {["audit", "/object_lock"]}
}

test_fail_no_versions if {
	denied := rule.deny with input as _audit(sample.whole("audit", {"versioning": {"status": "Suspended"}}))
	sample.messages(denied) == {
		`versioning of audit-log bucket "audit" is "Suspended": make it "Enabled", and lock objects`,
	}
	sample.places(denied) == {["audit", "/versioning/status"]}
}

test_fail_mode_that_can_be_lifted if {
	denied := rule.deny with input as _locked({"mode": "GOVERNANCE", "days": 400})
	sample.messages(denied) == {
		`bucket "audit" locks audit logs in "GOVERNANCE" mode, which can be lifted: use "COMPLIANCE"`,
	}
}

test_fail_too_short if {
	denied := rule.deny with input as _locked({"mode": "COMPLIANCE", "days": 30})
	sample.messages(denied) == {`bucket "audit" locks audit logs for "30" days: lock them for "400" days`}
	in_years := rule.deny with input as _locked({"mode": "COMPLIANCE", "years": 1, "days": 0})
	sample.places(in_years) == {["audit", "/object_lock/years"]}
}

test_success_locked if {
	rule.deny == set() with input as _locked({"mode": "COMPLIANCE", "days": 400})
	rule.deny == set() with input as _locked({"mode": "COMPLIANCE", "years": 2})
	rule.applies == {"audit"} with input as _locked({"mode": "COMPLIANCE", "years": 2})
}

test_success_other_bucket if {
	case := {"resources": {"aws_s3_bucket": [sample.whole("other", {})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown if {
	rule.deny == set() with input as _audit(sample.partial("audit", {}))
	rule.deny == set() with input as _audit(sample.hidden(sample.whole("audit", {}), ["/object_lock/mode"]))
}

_locked(lock) := _audit(sample.whole("audit", {"versioning": {"status": "Enabled"}, "object_lock": lock}))

_audit(bucket) := {
	"resources": {"aws_s3_bucket": [object.union(bucket, {
		"purposes": ["audit_logs"],
		"links": {"organizations": ["acme"]},
	})]},
	"linked": {"acme": sample.partial("acme", {"audit_logs": {"retention_days": 400}})},
}
