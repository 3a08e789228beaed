# METADATA
# title: Backups in a plan that does not keep them
# description: |
#   The project relies on backups, and the organization's plan has none. When an organization
#   moves to such a plan, its backups and collections are deleted, and no schedule makes new
#   ones.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_project]
#   needs: ["organization:/plan"]
#   applies_needs: ["/backups/recovery_point?", "/backups/retention_days?", "/backups/schedule?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.13]
#     nist-800-53: [CP-9]
#   section: Back up your indexes
#   url: https://docs.pinecone.io/guides/organizations/manage-billing/downgrade-billing-plan
#   remediation:
#     console: Upgrade the organization under Settings, Plans, or keep what the indexes are built from elsewhere.
#     manifest: Where the plan has changed since, correct `organization.plan`.
#   since: 0.1.0
package policies.rules.backups.downgrade_risk

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if some [project, _, _] in _relies

deny contains result.beside(result.at(project, pointer, message), organization, "/plan", "the plan") if {
	some [project, pointer, clause] in _relies
	organization := resource.linked(project, "organization")[0]
	current := known.value(organization, "/plan")
	plan.lacks(current, "backups")
	message := $`project "{project.name}" {clause}, and plan "{current}" keeps none: use plan "{plan.least({"backups"})}"`
}

_relies contains [project, pointer, "relies on backups"] if {
	some project in input.resources.pinecone_project
	project.values.backups
	pointer := [pointer |
		some pointer in ["/backups/recovery_point", "/backups/retention_days", "/backups/schedule"]
		known.value(project, pointer)
	][0]
}

_relies contains [project, "", $`has "{count(project.links.backups)}" backups`] if {
	some project in input.resources.pinecone_project
	count(project.links.backups) > 0
}
