# METADATA
# title: Availability that the plan does not promise
# description: |
#   The team promises or needs an availability that Pinecone does not promise to an organization
#   of this plan, or has a support tier that answers no tickets. When something breaks, nobody at
#   Pinecone has to hurry.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: [/plan, /support/sla]
#   applies_needs: ["/support/sla?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC9.2]
#     iso27001: [A.5.23]
#     nist-800-53: [SA-9]
#   section: Know how to get support
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     console: Upgrade the organization, or the support, under Settings, Plans.
#     manifest: Correct `organization.support.sla` where less is enough, and `organization.plan`.
#   since: 0.1.0
package policies.rules.delivery.support_tier

import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.result
import data.policies.lib.text

_promised := data.facts.support.availability.plans

_tiers := data.facts.support.tickets.tiers

applies contains acme.id if {
	some acme in organization.of_production
	_demand(acme)
}

deny contains result.beside(result.at(acme, "/support/sla", message), acme, "/plan", "the plan") if {
	some acme in organization.of_production
	plan := known.value(acme, "/plan")
	object.get(_promised, plan, 0) < _demand(acme)
	advice := _advice(_demand(acme))
	message := $`"{acme.name}" needs "{_demand(acme)}" percent, which plan "{plan}" does not promise: {advice}`
}

deny contains result.beside(result.at(acme, "/support/sla", message), acme, "/support_tier", "the tier") if {
	some acme in organization.of_production
	_demand(acme)
	tier := known.value(acme, "/support_tier")
	not tier in _tiers
	message := $`"{acme.name}" has support tier "{tier}", which answers no tickets: use one of {text.quoted(_tiers)}`
}

_demand(acme) := to_number(known.value(acme, "/support/sla"))

_advice(demand) := $`use plan {text.quoted(plans)}, or promise less` if {
	plans := {plan | some plan, promise in _promised; promise >= demand}
	plans != set()
} else := $`no plan promises more than "{max([promise | some promise in _promised])}"`
