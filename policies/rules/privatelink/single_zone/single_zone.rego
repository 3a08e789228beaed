# METADATA
# title: Private endpoint in a single availability zone
# description: |
#   The endpoint has an address in fewer than two availability zones. When that zone fails, or
#   is cut off from the others, no client in the VPC reaches Pinecone, however many zones the
#   clients run in.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [aws_vpc_endpoint]
#   needs: []
#   reads: ["aws_subnet:/availability_zone"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.14]
#     nist-800-53: [CP-10]
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint, step 9"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Give `subnet_ids` one subnet in each of at least two availability zones.
#     cloudformation: Give `SubnetIds` one subnet in each of at least two availability zones.
#     console: In the VPC console, choose Manage subnets for the endpoint and add a second zone.
#   since: 0.1.0
package policies.rules.privatelink.single_zone

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies := endpoint.ids

deny contains result.absent(found, "/subnet_ids", ["aws_vpc_endpoint_subnet_association"], message) if {
	some found in endpoint.private
	count(_zones(found)) < 2
	_seen(found)
	message := $`VPC endpoint "{found.name}" is in one availability zone: add a subnet in a second one`
}

deny contains result.undecided(found, "/subnet_ids", message) if {
	some found in endpoint.private
	count(_zones(found)) < 2
	not _seen(found)
	message := $`VPC endpoint "{found.name}" has subnets of unknown zones: name two zones`
}

_zones(found) := {zone |
	some subnet in resource.linked(found, "subnets")
	zone := known.value(subnet, "/availability_zone")
}

_seen(found) if known.size(found, "/subnet_ids") == 1

_seen(found) if {
	subnets := resource.linked(found, "subnets")
	count(subnets) > 0
	count(subnets) == known.size_or(found, "/subnet_ids", count(subnets))
	every subnet in subnets { known.value(subnet, "/availability_zone") }
}
