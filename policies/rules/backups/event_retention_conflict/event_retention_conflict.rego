# METADATA
# title: Promise to keep audit events longer than they are kept
# description: |
#   The team has promised to keep audit events for longer than Pinecone does. Only what is
#   exported to a bucket while it happens is there later, and only as long as the bucket keeps
#   it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_project]
#   needs: ["organization:/audit_logs/retention_days?"]
#   applies_needs: ["/commitments/audit_event_days?"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.33]
#     nist-800-53: [AU-11]
#     pci-dss: [10.5.1]
#   section: Permanent deletion
#   url: https://docs.pinecone.io/guides/production/data-deletion
#   remediation:
#     console: Export audit logs to a bucket under Settings, Audit logs.
#     manifest: Where the export is on, declare it as `organization.audit_logs`, with its `retention_days`.
#   since: 0.1.0
package policies.rules.backups.event_retention_conflict

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if some [project, _] in _promised

deny contains result.at(project, "/commitments/audit_event_days", message) if {
	some [project, days] in _promised
	clause := _lost(resource.linked(project, "organization")[0], days)
	message := $`project "{project.name}" promises audit events of "{days}" days, and {clause}`
}

deny contains result.undecided(project, "/commitments/audit_event_days", message) if {
	some [project, _] in _promised
	not _exported(project)
	message := $`whether the audit logs of project "{project.name}" are exported is not known`
}

_promised contains [project, days] if {
	some project in input.resources.pinecone_project
	days := known.value(project, "/commitments/audit_event_days")
	days > data.facts.auditlogs.kept.days
}

_exported(project) if known.value(resource.linked(project, "organization")[0], "/audit_logs/enabled")

_lost(organization, days) := $`plan "{current}" has no audit logs: {advice}` if {
	current := known.value(organization, "/plan")
	plan.lacks(current, "audit_logs")
	advice := $`move to plan "{plan.least({"audit_logs"})}" and export them`
} else := $`Pinecone keeps them for "{data.facts.auditlogs.kept.days}": export them to a bucket` if {
	known.value(organization, "/audit_logs/enabled") == false
} else := $`the bucket keeps them for "{kept}": keep them as long` if {
	kept := known.value(organization, "/audit_logs/retention_days")
	kept < days
}
