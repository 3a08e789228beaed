# METADATA
# title: Production on a plan that stops
# description: |
#   The organization has production projects and a plan with a number of read and write
#   units for each month. When they are used up, Pinecone refuses requests until the next
#   month begins.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: [/plan]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.1]
#     iso27001: [A.8.6]
#     nist-800-53: [CP-2(2)]
#   section: "Understand database limits: Plan limits"
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     console: Go to Settings, Plans, and upgrade the organization.
#     manifest: Where the plan has changed since, correct `organization.plan`.
#   since: 0.1.0
package policies.rules.projects.plan_starter

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains organization.id if some [organization, _] in _serving

deny contains result.at(organization, "/plan", message) if {
	some [organization, projects] in _serving
	current := known.value(organization, "/plan")
	allowed := format_int(data.facts.limits.read_units_per_month.plans[current], 10)
	stops := $`plan "{current}" of "{organization.name}" stops at "{allowed}" read units a month`
	message := $`{stops} and serves {text.quoted(projects)}: move to plan "{plan.least_unlimited("read_units_per_month")}"`
}

deny contains result.undecided(organization, "/plan", message) if {
	some [organization, _] in _serving
	current := known.value(organization, "/plan")
	not plan.defined(current)
	message := $`plan "{current}" of "{organization.name}" is none that is known here`
}

_serving contains [organization, projects] if {
	some organization in input.resources.pinecone_organization
	projects := {project.name |
		some project in resource.linked(organization, "projects")
		object.get(project, "environment", "") in {"", "production"}
	}
	projects != set()
}
