# METADATA
# title: Deletion in production
# description: |
#   The audit log says that an index, a project, a backup or a private endpoint of
#   production, or the organization, was deleted. Somebody must have meant it, and data that
#   is still needed has to be restored before its backups expire.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_audit_event]
#   needs: [/action, /resource_type]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2, CC7.3]
#     iso27001: [A.8.15, A.8.16]
#     nist-800-53: [AU-6]
#     pci-dss: [10.4.1]
#     hipaa: [164.308(a)(1)(ii)(D), 164.312(c)(1)]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: Ask who is named whether it was meant, and restore from a backup what is still needed.
#     api: Restore an index with `POST /backups/{backup_id}/create-index`.
#   since: 0.1.0
package policies.rules.activity.destructive

import data.policies.lib.activity
import data.policies.lib.known
import data.policies.lib.result

_types := {"index", "project", "backup", "private-endpoints", "organization"}

deny contains result.at(event, "/action", message) if {
	some event in activity.events({"delete"}, _types)
	when := known.value_or(event, "/time", "some time")
	did := $`{activity.who(event)} deleted {activity.what(event)} at "{when}"`
	message := $`{did}: make sure that it was meant, and restore what is still needed`
}
