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
#   needs: ["subnets:/availability_zone"]
#   environments: production
#   precision: high
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint, step 9"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Give `subnet_ids` one subnet in each of at least two availability zones.
#     console: In the VPC console, choose Manage subnets for the endpoint and add a second zone.
#   since: 0.1.0
package policies.rules.privatelink.single_zone

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies := endpoint.ids

deny contains result.absent(found, "/subnet_ids", ["aws_vpc_endpoint_subnet_association"], message) if {
	some found in endpoint.private
	_subnets(found) == 1
	message := $`VPC endpoint "{found.name}" has one subnet: add one in a second availability zone`
}

deny contains result.absent(found, "/subnet_ids", ["aws_vpc_endpoint_subnet_association"], message) if {
	some found in endpoint.private
	_subnets(found) > 1
	subnets := resource.linked(found, "subnets")
	_subnets(found) == count(subnets)
	every subnet in subnets { known.value(subnet, "/availability_zone") }
	zones := {subnet.values.availability_zone | some subnet in subnets}
	count(zones) == 1
	message := $`VPC endpoint "{found.name}" has all its subnets in {text.quoted(zones)}: add one in a second zone`
}

deny contains result.undecided(found, "/subnet_ids", message) if {
	some found in endpoint.private
	some subnet in resource.linked(found, "subnets")
	known.unset(subnet, "/availability_zone")
	_subnets(found) > 1
	message := $`subnet "{subnet.name}" of VPC endpoint "{found.name}" names no zone: set availability_zone`
}

_subnets(found) := max([known.size(found, "/subnet_ids"), count(resource.linked(found, "subnets"))])
