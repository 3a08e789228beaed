# METADATA
# title: More private endpoints than a project takes
# description: |
#   A project takes a fixed number of private endpoints. Those beyond it are refused when they
#   are added, which is noticed when the VPC that was to use them cannot reach the index.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_project]
#   needs: []
#   environments: production
#   precision: very-high
#   section: "Configure Private Endpoints: Before you begin, note"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     manifest: Share endpoints between the workloads of a VPC, or move workloads to another project.
#     console: Delete endpoints that are no longer used in Manage > Network.
#   since: 0.1.0
package policies.rules.privatelink.too_many

import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if {
	some project in input.resources.pinecone_project
	count(resource.linked(project, "private_endpoints")) > 0
}

deny contains result.at(project, "/private_endpoints", message) if {
	most := data.facts.limits.private_endpoints_per_project.plans.enterprise
	some project in input.resources.pinecone_project
	registered := count(resource.linked(project, "private_endpoints"))
	registered > most
	message := $`project "{project.name}" registers {registered} private endpoints: it takes at most {most}`
}
