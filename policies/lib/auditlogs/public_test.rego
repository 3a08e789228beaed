package policies.lib.auditlogs_test

import data.policies.lib.auditlogs
import data.policies.lib.sample_test as sample

test_unblocked if {
	half := {"block_public_acls": true, "block_public_policy": false, "restrict_public_buckets": false}
	bucket := sample.audit_bucket({"public_access_block": half}, {})
	auditlogs.unblocked(bucket) == ["block_public_policy", "restrict_public_buckets"]
	whole := sample.audit_bucket(
		{"public_access_block": half, "account_public_access_block": {"restrict_public_buckets": true}},
		{},
	)
	auditlogs.unblocked(whole) == ["block_public_policy"]
	not auditlogs.unblocked(sample.audit_bucket({}, {}))
}

test_takes_acls if {
	auditlogs.takes_acls(sample.audit_bucket({}, {}))
	auditlogs.takes_acls(sample.audit_bucket({"ownership": "ObjectWriter"}, {}))
	not auditlogs.takes_acls(sample.audit_bucket({"ownership": "BucketOwnerEnforced"}, {}))
}

test_admitted_as_a_whole if {
	auditlogs.admitted(sample.audit_role({"assume": [sample.integration("allowed", {})]}))
	one := sample.integration("allowed", {"principal": "arn:aws:iam::713131977538:role/writer"})
	role := sample.audit_role({"assume": [sample.integration("implicitDeny", {}), one]})
	not auditlogs.admitted(role)
	not auditlogs.kept_out(role)
	auditlogs.kept_out(sample.audit_role({"assume": [sample.integration("explicitDeny", {})]}))
	not auditlogs.kept_out(sample.audit_role({}))
}
