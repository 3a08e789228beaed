# METADATA
# title: Record for Pinecone names that leads them astray
# description: |
#   The record answers for the private names of Pinecone in one region. It is not the wildcard
#   that covers every index, Pinecone publishes no such name, or it points to something other
#   than that region's endpoint, so some or all indexes cannot be reached.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_route53_record]
#   needs: [/name, "endpoints:/service_name"]
#   applies_needs: [/name]
#   environments: production
#   precision: high
#   section: "Configure Private Endpoints: Before you begin, DNS entries"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Name the record as Pinecone lists it for the region, and point it to the `dns_entry` of the endpoint.
#   since: 0.1.0
package policies.rules.privatelink.dns_target

import data.policies.lib.endpoint
import data.policies.lib.hostname
import data.policies.lib.resource
import data.policies.lib.result

applies contains record.id if some [record, _] in hostname.private

deny contains result.at(record, "/name", message) if {
	some [record, name] in hostname.private
	not startswith(name, "*.")
	message := $`record "{name}" covers one name of Pinecone: make it a wildcard that covers all indexes`
}

deny contains result.at(record, "/name", message) if {
	some [record, name] in hostname.private
	not endpoint.name_region(hostname.domain(name))
	message := $`record "{name}" is for a name that Pinecone does not publish: use the DNS entry of the region`
}

deny contains result.beside(result.at(record, "/name", message), found, "", "the endpoint") if {
	some [record, name] in hostname.private
	region := endpoint.name_region(hostname.domain(name))
	some found in resource.linked(record, "endpoints")
	other := endpoint.service_region(found)
	other != region
	message := $`record "{name}" is for "{region}" and points to an endpoint for "{other}": use one region for both`
}

deny contains result.at(record, pointer, message) if {
	some [record, name] in hostname.private
	service := split(data.facts.regions[endpoint.name_region(hostname.domain(name))].service_name, ".")[4]
	some pointer, target in hostname.targets(record)
	not contains(target, service)
	message := $`record "{name}" points to "{target}": point it to an endpoint of "{service}"`
}
