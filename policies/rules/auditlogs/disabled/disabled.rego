# METADATA
# title: Audit logs that are not exported
# description: |
#   The organization has production projects and a plan with audit logs, and exports none.
#   Pinecone deletes events after some weeks, and only what happens while the export is on
#   is ever written to your bucket: nobody can tell later who did what.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/audit_logs/enabled]
#   applies_needs: [/plan]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-2, AU-12]
#     pci-dss: [10.2.1]
#     hipaa: [164.312(b)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     console: Enter a role and a bucket under Settings, Audit logs, and enable audit logging.
#     manifest: Where the export is on, set `organization.audit_logs.enabled` to true.
#   since: 0.1.0
package policies.rules.auditlogs.disabled

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

applies contains organization.id if some organization in _able

deny contains result.at(organization, "/audit_logs/enabled", message) if {
	some organization in _able
	known.differs(organization, "/audit_logs/enabled", true)
	message := $`"{organization.name}" exports no audit logs, which are gone after "{_kept}" days: export them to S3`
}

_kept := data.facts.auditlogs.kept.days

_able contains organization if {
	some organization in input.resources.pinecone_organization
	plan.has(known.value(organization, "/plan"), "audit_logs")
	some project in resource.linked(organization, "projects")
	object.get(project, "environment", "") in {"", "production"}
}
