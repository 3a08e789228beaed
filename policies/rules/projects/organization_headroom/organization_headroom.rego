# METADATA
# title: Organization close to the projects of its plan
# description: |
#   The organization holds four fifths or more of the projects that its plan allows. At the
#   limit Pinecone refuses another, and an environment or a team has to share one. A limit that is
#   reached is high.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: [/plan]
#   environments: production
#   precision: high
#   section: Understand database limits
#   url: https://docs.pinecone.io/reference/api/database-limits
#   remediation:
#     console: Remove projects that are no longer used, or ask Pinecone's support for more.
#   since: 0.1.0
package policies.rules.projects.organization_headroom

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

deny contains result.severe(result.at(organization, "/plan", message), plan.urgency(used, limit)) if {
	some organization in input.resources.pinecone_organization
	current := known.value(organization, "/plan")
	used := count(resource.linked(organization, "projects"))
	limit := plan.near(current, "projects_per_organization", used)
	message := $`"{organization.name}" has "{used}" of "{limit}" projects in plan "{current}": {plan.left(used, limit)}`
}
