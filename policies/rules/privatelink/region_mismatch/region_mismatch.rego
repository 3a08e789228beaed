# METADATA
# title: VPC endpoint in a region without an index
# description: |
#   A private endpoint reaches only the indexes of its own region. This project has an
#   endpoint in a region where it has no index, so the endpoint carries no traffic and the
#   indexes have one endpoint fewer than the design says.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_project]
#   needs: ["indexes:/region", "endpoints:/service_name"]
#   reads: ["aws_vpc_endpoint:/service_name", "pinecone_index:/region"]
#   environments: production
#   precision: high
#   section: "Configure Private Endpoints: Before you begin"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Create the VPC and its endpoint in the region of the index.
#     manifest: Take the endpoint out of `private_endpoints.endpoints`, or declare the index that it is for.
#   since: 0.1.0
package policies.rules.privatelink.region_mismatch

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains project.id if {
	some project in input.resources.pinecone_project
	count(resource.linked(project, "endpoints")) > 0
}

deny contains result.elsewhere(_at(project, message), found, "/service_name") if {
	some project in input.resources.pinecone_project
	indexes := resource.linked(project, "indexes")
	count(indexes) > 0
	every index in indexes { not known.unknown(index, "/region") }
	some found in resource.linked(project, "endpoints")
	stands := endpoint.regions(found) | {endpoint.service_region(found)}
	wanted := endpoint.index_regions(project)
	count(stands & wanted) == 0
	message := $`VPC endpoint "{found.name}" is in {text.quoted(stands)}: move it to {text.quoted(wanted)}`
}

_at(project, message) := result.absent(project, "/private_endpoints", ["pinecone_index"], message)
