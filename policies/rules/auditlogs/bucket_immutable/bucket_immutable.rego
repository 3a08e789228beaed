# METADATA
# title: Audit logs that can be changed or deleted
# description: |
#   Whoever can write to the bucket can rewrite history. Pinecone only ever adds objects, so
#   versioning and a default Object Lock retention in compliance mode, which nobody can
#   lift, cost nothing; the retention has to be as long as logs must be kept.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_s3_bucket]
#   needs: [/object_lock, /versioning, "organizations:/audit_logs/retention_days?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.3]
#     iso27001: [A.5.28, A.5.33, A.8.15]
#     nist-800-53: [AU-9]
#     pci-dss: [10.3.2, 10.3.3]
#     hipaa: [164.312(b)]
#   section: Make your audit-log bucket immutable
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     terraform: |
#       Add an `aws_s3_bucket_versioning` and an `aws_s3_bucket_object_lock_configuration` with
#       the mode `COMPLIANCE` and the `days` that logs must be kept.
#     cloudformation: >-
#       Set `VersioningConfiguration` to `Enabled`, `ObjectLockEnabled: true`, and in `ObjectLockConfiguration` a
#       `DefaultRetention` with the `Mode` `COMPLIANCE` and the `Days` that logs must be kept.
#     console: Under Properties of the bucket, enable versioning, then Object Lock with a default retention.
#   since: 0.1.0
package policies.rules.auditlogs.bucket_immutable

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result

applies := auditlogs.bucket_ids

deny contains result.at(bucket, "/versioning/status", message) if {
	some bucket in auditlogs.buckets
	status := _unversioned(bucket)
	message := $`versioning of audit-log bucket "{bucket.name}" is "{status}": make it "Enabled", and lock objects`
}

deny contains result.absent(bucket, "/object_lock", ["aws_s3_bucket_object_lock_configuration"], message) if {
	some bucket in auditlogs.buckets
	known.unset(bucket, "/object_lock/mode")
	not _unversioned(bucket)
	message := $`audit logs in bucket "{bucket.name}" can be deleted: lock objects by default in "COMPLIANCE" mode`
}

deny contains result.at(bucket, "/object_lock/mode", message) if {
	some bucket in auditlogs.buckets
	mode := known.value(bucket, "/object_lock/mode")
	mode != "COMPLIANCE"
	message := $`bucket "{bucket.name}" locks audit logs in "{mode}" mode, which can be lifted: use "COMPLIANCE"`
}

deny contains result.at(bucket, pointer, message) if {
	some bucket in auditlogs.buckets
	some [pointer, days] in auditlogs.locked(bucket)
	wanted := auditlogs.retention(bucket)
	days < wanted
	message := $`bucket "{bucket.name}" locks audit logs for "{days}" days: lock them for "{wanted}" days`
}

# Objects can be locked only where there are versions, so a lock says that there are.
_unversioned(bucket) := status if {
	status := known.value(bucket, "/versioning/status")
	status != "Enabled"
}
