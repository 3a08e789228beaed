# METADATA
# title: Audit logs that stopped
# description: |
#   Pinecone writes audit logs about every half hour. The newest ones in the bucket are hours
#   old, so that delivery has stopped, or nothing at all happened in the organization. Events
#   that are never delivered are gone for good.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_s3_bucket]
#   needs: [/newest_log_at, /audit_log_test_at]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-5, AU-12]
#     pci-dss: [10.2.1, 10.7.2]
#     hipaa: [164.312(b)]
#   section: View audit logs
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     console: See under Settings, Audit logs, that they are active, and that the role may still write to the bucket.
#     manifest: Where the export is off, set `organization.audit_logs.enabled` to false.
#   since: 0.1.0
package policies.rules.auditlogs.delivery_stale

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result

applies contains bucket.id if some bucket in auditlogs.delivering

deny contains result.at(bucket, "/newest_log_at", message) if {
	some bucket in auditlogs.delivering
	age := auditlogs.age(bucket, "/newest_log_at")
	age > _captured
	message := $`the newest audit log in bucket "{bucket.name}" was "{age}" minutes old when it was read: {_wanted}`
}

deny contains result.at(bucket, "/newest_log_at", message) if {
	some bucket in auditlogs.delivering
	known.unset(bucket, "/newest_log_at")
	_had_time(bucket)
	message := $`bucket "{bucket.name}" has no audit log at all: {_wanted}`
}

_wanted := $`a batch should come about every "{data.facts.auditlogs.written.every_minutes}" minutes`

_captured := data.facts.auditlogs.captured.within_minutes

# An export that was just enabled has only its test.
_had_time(bucket) if auditlogs.age(bucket, "/audit_log_test_at") > _captured

_had_time(bucket) if known.unset(bucket, "/audit_log_test_at")
