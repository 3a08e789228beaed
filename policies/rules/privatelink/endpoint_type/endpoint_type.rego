# METADATA
# title: VPC endpoint that is not an Interface endpoint
# description: |
#   Pinecone's service is reached through an Interface endpoint, which has addresses in the
#   VPC's subnets. Any other type cannot connect to it, and Gateway is what Terraform takes
#   where no type is set.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_vpc_endpoint]
#   needs: [/vpc_endpoint_type]
#   environments: production
#   precision: very-high
#   patch: true
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Set `vpc_endpoint_type = "Interface"` on the `aws_vpc_endpoint`.
#     cloudformation: "Set `VpcEndpointType: Interface` on the `AWS::EC2::VPCEndpoint`."
#     console: Create the endpoint anew under Other endpoint services.
#   since: 0.1.0
package policies.rules.privatelink.endpoint_type

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.result

applies := endpoint.ids

deny contains result.patched(denied, [result.set("/vpc_endpoint_type", "Interface")]) if {
	some found in endpoint.private
	known.differs(found, "/vpc_endpoint_type", "Interface")
	type := known.value_or(found, "/vpc_endpoint_type", "Gateway")
	message := $`VPC endpoint "{found.name}" has type "{type}": set it to "Interface"`
	denied := result.at(found, "/vpc_endpoint_type", message)
}
