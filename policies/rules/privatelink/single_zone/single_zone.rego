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
	_zones(found) < 2
	_seen(found)
	message := $`VPC endpoint "{found.name}" is in one availability zone: add a subnet in a second one`
}

deny contains result.undecided(found, "/subnet_ids", message) if {
	some found in endpoint.private
	_zones(found) < 2
	not _seen(found)
	message := $`VPC endpoint "{found.name}" has subnets of unknown zones: name two zones`
}

# How many zones it surely has: by their names where all are told, or else by their names, by their
# ids, or by their places in one list of data "aws_availability_zones", which has each zone once.
_zones(found) := count(_told(found, "/availability_zone")) if {
	count(resource.linked(found, "subnets")) > 0
	every subnet in resource.linked(found, "subnets") { known.value(subnet, "/availability_zone") }
} else := max({count(_told(found, attribute)) | some attribute in _attributes} | _listed(found))

_attributes := {"/availability_zone", "/availability_zone_id"}

_told(found, attribute) := {zone |
	some subnet in resource.linked(found, "subnets")
	zone := known.value(subnet, attribute)
}

_listed(found) := {count(zones) |
	some list, _ in {list: true | some [list, _] in _entries(found)}
	zones := {zone | some [other, zone] in _entries(found); other == list}
}

_entries(found) := {[list, pattern] |
	some subnet in resource.linked(found, "subnets")
	some attribute in _attributes
	pattern := subnet.unknown[attribute].pattern
	[[_, list]] := regex.find_all_string_submatch_n(`^\$\{(\S*data\.aws_availability_zones\.\S*)\[[0-9]+\]\}$`, pattern, 1)
}

_seen(found) if known.size(found, "/subnet_ids") == 1

_seen(found) if {
	subnets := resource.linked(found, "subnets")
	count(subnets) > 0
	count(subnets) == known.size_or(found, "/subnet_ids", count(subnets))
	some attribute in _attributes
	every subnet in subnets { known.value(subnet, attribute) }
}
