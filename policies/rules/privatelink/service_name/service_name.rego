# METADATA
# title: VPC endpoint for a service that is not Pinecone's in its region
# description: |
#   The endpoint is meant for Pinecone and names a service that Pinecone does not publish, or
#   that of another region than its own. It stays pending or connects to somebody else, and no
#   request of the VPC reaches the index.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_vpc_endpoint]
#   needs: [/service_name]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.8.21]
#     nist-800-53: [AC-4, SC-7]
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint, step 5"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Set `service_name` to the service that Pinecone publishes for the region of the index.
#     cloudformation: Set `ServiceName` to the service that Pinecone publishes for the region of the index.
#     console: "Create a VPC endpoint anew with the service name of the region: it cannot be changed."
#   since: 0.1.0
package policies.rules.privatelink.service_name

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.text

applies := endpoint.ids

deny contains result.at(found, "/service_name", message) if {
	some found in endpoint.private
	name := known.value(found, "/service_name")
	not name in _names
	message := $`VPC endpoint "{found.name}" connects to "{name}", no service of Pinecone: use {_wanted(found)}`
}

deny contains result.at(found, "/service_name", message) if {
	some found in endpoint.private
	region := endpoint.service_region(found)
	own := endpoint.regions(found) - {region}
	count(own) > 0
	known.value(found, "/service_name") in _names
	message := $`VPC endpoint "{found.name}" in {text.quoted(own)} connects to "{region}": use its own region's`
}

deny contains result.undecided(found, "/region", message) if {
	some found in endpoint.private
	known.value(found, "/service_name") in _names
	endpoint.regions(found) == set()
	message := $`in which region VPC endpoint "{found.name}" stands is not known, and so whether the service is of that`
}

_wanted(found) := text.quoted([name]) if {
	name := data.facts.regions[endpoint.service_region(found)].service_name
} else := text.quoted(_names)

_names contains place.service_name if {
	some place in data.facts.regions
	place.cloud == "aws"
}
