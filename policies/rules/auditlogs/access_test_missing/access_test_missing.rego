# METADATA
# title: Audit logs whose test is missing
# description: |
#   Pinecone writes the object `audit-log-access-test` when audit logs are enabled, to see
#   that it may. Where it is not at the destination, Pinecone could not write there, or
#   writes elsewhere.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_s3_bucket]
#   needs: [/audit_log_test_at]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-12]
#     pci-dss: [10.2.1]
#     hipaa: [164.312(b)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     console: Compare the role and the bucket under Settings, Audit logs, with what is declared, and update them.
#     manifest: Where the logs go elsewhere, correct `organization.audit_logs.bucket`.
#   since: 0.1.0
package policies.rules.auditlogs.access_test_missing

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result

applies contains bucket.id if some bucket in auditlogs.delivering

deny contains result.at(bucket, "/audit_log_test_at", message) if {
	some bucket in auditlogs.delivering
	known.unset(bucket, "/audit_log_test_at")
	some prefix in (auditlogs.prefixes(bucket) | _whole(bucket))
	message := $`bucket "{bucket.name}" has no "{prefix}audit-log-access-test": let Pinecone write audit logs to it`
}

_whole(bucket) := {""} if count(auditlogs.prefixes(bucket)) == 0

_whole(bucket) := set() if count(auditlogs.prefixes(bucket)) > 0
