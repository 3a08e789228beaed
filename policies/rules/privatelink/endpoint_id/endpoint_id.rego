# METADATA
# title: Registered endpoint id that is not one
# description: |
#   A project's registration names a VPC endpoint by its id. This text is not such an id: the
#   id of the service, a placeholder of a guide, or an id that was cut short registers
#   nothing.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_private_endpoint]
#   needs: [/endpoint]
#   environments: production
#   precision: high
#   section: "Configure Private Endpoints: Add a Private Endpoint in Pinecone, step 6"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     manifest: Write the id that AWS shows, `vpce-` and 17 hexadecimal digits, or `terraform:` and the address.
#     console: Delete the endpoint in Manage > Network and add it with the id that AWS shows.
#   since: 0.1.0
package policies.rules.privatelink.endpoint_id

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

deny contains result.at(registration, "/endpoint", message) if {
	some registration in input.resources.pinecone_private_endpoint
	named := known.value(registration, "/endpoint")
	not _names_endpoint(named)
	message := $`registered endpoint "{named}" is no VPC endpoint id: write it like "vpce-0123456789abcdef0"`
}

_names_endpoint(named) if regex.match(`^vpce-([0-9a-f]{8}|[0-9a-f]{17})$`, named)

_names_endpoint(named) if terraform.named(named)

# Azure names a private endpoint by the path of its resource.
_names_endpoint(named) if regex.match(`(?i)^/subscriptions/.+/privateEndpoints/[^/]+$`, named)
