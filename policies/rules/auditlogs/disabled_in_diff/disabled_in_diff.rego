# METADATA
# title: Audit logs that are no longer exported
# description: |
#   The export was on in the older of two snapshots and is off in the newer one. Logs that were
#   not yet saved when it was disabled are lost, and nothing is written since: who did what in
#   the meantime cannot be told. Only a comparison of two snapshots can find it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/audit_logs/enabled]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-2, AU-12]
#     pci-dss: [10.2.1]
#     hipaa: [164.312(b)]
#   section: Disable audit logs
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     console: Activate audit logs again under Settings, Audit logs, and note the time without them.
#     manifest: Where the export is on, set `organization.audit_logs.enabled` to true.
#   since: 0.1.0
package policies.rules.auditlogs.disabled_in_diff

import data.policies.lib.known
import data.policies.lib.result

applies contains organization.id if some organization in _exporting

deny contains result.at(organization, "/audit_logs/enabled", message) if {
	some organization in _exporting
	known.differs(organization, "/audit_logs/enabled", true)
	message := $`"{organization.name}" exported audit logs before {_lost}: activate the export again`
}

_lost := "and does not any more, so what was not yet saved is lost"

_exporting contains organization if {
	some organization in input.resources.pinecone_organization
	known.value(organization.previous, "/audit_logs/enabled") == true
}
