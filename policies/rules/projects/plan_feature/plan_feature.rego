# METADATA
# title: Feature that the plan does not have
# description: |
#   The organization relies on a feature that its plan does not have: what is declared is
#   not in force, or the request that would turn it on is refused.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: [/plan, "projects:indexes:*"]
#   environments: production
#   precision: high
#   section: Production checklist
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     manifest: Where the plan has changed since, correct `organization.plan`.
#     console: Upgrade the organization under Settings, Plans, or stop relying on the feature.
#   since: 0.1.0
package policies.rules.projects.plan_feature

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.result

deny contains result.besides(result.at(organization, "/plan", message), places) if {
	some organization in input.resources.pinecone_organization
	current := known.value(organization, "/plan")
	lacking := {use | some use in plan.uses(organization); plan.lacks(current, use.feature)}
	lacking != set()
	names := {data.facts.plans.features[use.feature].name | some use in lacking}
	least := plan.least({use.feature | some use in lacking})
	message := $`plan "{current}" of "{organization.name}" has no "{concat(", ", names)}": move to plan "{least}"`
	places := [result.place(use.resource, use.pointer, "uses it") | some use in lacking]
}

deny contains result.undecided(organization, "/plan", message) if {
	some organization in input.resources.pinecone_organization
	current := known.value(organization, "/plan")
	not plan.defined(current)
	plan.uses(organization) | plan.may_use(organization) != set()
	message := $`which features plan "{current}" of "{organization.name}" has is not known here`
}

deny contains result.undecided(organization, "/plan", message) if {
	some organization in input.resources.pinecone_organization
	current := known.value(organization, "/plan")
	some use in plan.may_use(organization)
	plan.lacks(current, use.feature)
	feature := data.facts.plans.features[use.feature].name
	message := $`whether "{use.resource.name}" uses "{feature}", which plan "{current}" lacks, is not known`
}
