# METADATA
# title: Project without a private endpoint that it must have
# description: |
#   The project is declared to need private access, and no registered VPC endpoint leads to
#   Pinecone's service in a region that holds its indexes. Whatever reaches those indexes does
#   so over the public internet.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_project]
#   needs: ["indexes:/region"]
#   applies_needs: ["/private_endpoints/required?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.6]
#     iso27001: [A.8.20, A.8.22]
#     nist-800-53: [AC-4, SC-7]
#     pci-dss: [1.4.4]
#     hipaa: [164.312(e)(1)]
#   section: "Configure Private Endpoints: Add a Private Endpoint in Pinecone"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Create an `aws_vpc_endpoint` of type `Interface` for the service of the region.
#     console: In the project, go to Manage > Network, add a connection, and enter the id of the VPC endpoint.
#     manifest: List the endpoint in `private_endpoints.endpoints` of the project.
#   since: 0.1.0
package policies.rules.privatelink.required

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.result

applies contains project.id if {
	some project in input.resources.pinecone_project
	known.value(project, "/private_endpoints/required") == true
}

deny contains result.absent(project, "/private_endpoints/required", ["pinecone_private_endpoint"], message) if {
	some [project, region] in _offered
	endpoint.uncovered(project, region)
	message := $`project "{project.name}" has no working private endpoint in "{region}": {_wanted(region)}`
}

deny contains result.undecided(project, "/private_endpoints/required", message) if {
	some [project, region] in _offered
	not endpoint.covered(project, region)
	not endpoint.uncovered(project, region)
	message := $`project "{project.name}" has an endpoint of an unknown region, maybe "{region}": {_wanted(region)}`
}

_offered contains [project, region] if {
	some project in input.resources.pinecone_project
	project.id in applies
	some region in endpoint.index_regions(project)
	data.facts.regions[region].service_name
}

_wanted(region) := $`register an endpoint of service "{data.facts.regions[region].service_name}"`
