# METADATA
# title: Audit logs that expire too early
# description: |
#   A lifecycle rule takes audit logs out of the bucket before they may go, and Pinecone
#   keeps them no longer than some weeks. An older version that stays behind a delete marker
#   does not count: nothing that reads the bucket finds it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_s3_bucket]
#   needs: [/lifecycle_rules, "organizations:/audit_logs/retention_days?"]
#   applies_needs: ["organizations:/audit_logs/retention_days?"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.33, A.8.15]
#     nist-800-53: [AU-11]
#     pci-dss: [10.5.1]
#   section: Permanent deletion
#   url: https://docs.pinecone.io/guides/production/data-deletion
#   remediation:
#     terraform: Raise `expiration.days` of the lifecycle rule to the days that logs must be kept, or remove it.
#     cloudformation: >-
#       Raise `ExpirationInDays` of the rule in `LifecycleConfiguration` to the days that logs must be kept, or remove
#       it.
#     console: Edit the lifecycle rule under Management of the bucket.
#     manifest: Where the logs need not be kept so long, lower `organization.audit_logs.retention_days`.
#   since: 0.1.0
package policies.rules.auditlogs.bucket_retention

import data.policies.lib.auditlogs
import data.policies.lib.lifecycle
import data.policies.lib.result

applies contains bucket.id if {
	some bucket in auditlogs.buckets
	auditlogs.retention(bucket)
}

deny contains result.at(bucket, pointer, message) if {
	some [bucket, pointer, at, rule, when] in _early
	_all(bucket, at, rule)
	message := $`bucket "{bucket.name}" expires audit logs {when}: keep them for "{auditlogs.retention(bucket)}" days`
}

deny contains result.undecided(bucket, pointer, message) if {
	some [bucket, pointer, at, rule, when] in _early
	not _all(bucket, at, rule)
	some prefix in auditlogs.prefixes(bucket)
	lifecycle.takes_some(rule, prefix)
	message := $`whether what bucket "{bucket.name}" expires {when} has audit logs in it is not known`
}

_early contains [bucket, pointer, at, rule, when] if {
	some bucket in auditlogs.buckets
	some [pointer, at, rule, when] in auditlogs.early(bucket, auditlogs.retention(bucket))
}

_all(bucket, at, rule) if {
	some prefix in auditlogs.prefixes(bucket)
	lifecycle.takes_all(bucket, at, rule, prefix)
}
