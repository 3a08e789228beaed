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
#   needs: [/name]
#   applies_needs: [/name]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.8.21]
#     nist-800-53: [AC-4]
#   section: "Configure Private Endpoints: Before you begin, DNS entries"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Name the record as Pinecone lists it for the region, and point it to the `dns_entry` of the endpoint.
#     cloudformation: >-
#       Name the record as Pinecone lists it for the region, and point it to one of `DnsEntries` of the endpoint, by
#       `Fn::GetAtt`.
#   since: 0.1.0
package policies.rules.privatelink.dns_target

import data.policies.lib.endpoint
import data.policies.lib.hostname
import data.policies.lib.resource
import data.policies.lib.result

applies contains record.id if some [record, _] in hostname.private

deny contains result.at(record, "/name", message) if {
	some [record, name] in hostname.private
	not endpoint.entry_region(name)
	message := $`record "{name}" is no DNS entry of Pinecone: use the wildcard of the region`
}

deny contains result.beside(result.at(record, "/name", message), found, "", "the endpoint") if {
	some [record, name] in hostname.private
	region := endpoint.entry_region(name)
	some found in resource.linked(record, "endpoints")
	other := endpoint.service_region(found)
	other != region
	message := $`record "{name}" is for "{region}" and points to an endpoint for "{other}": use one region for both`
}

deny contains result.at(record, pointer, message) if {
	some [record, name] in hostname.private
	service := split(data.facts.regions[endpoint.entry_region(name)].service_name, ".")[4]
	some pointer, target in hostname.targets(record)
	not contains(target, service)
	message := $`record "{name}" points to "{target}": point it to an endpoint of "{service}"`
}

deny contains result.undecided(record, "", message) if {
	some [record, name] in hostname.private
	count(hostname.targets(record)) == 0
	every found in resource.linked(record, "endpoints") { not endpoint.service_region(found) }
	message := $`record "{name}" points to something unknown: point it to an endpoint that is declared`
}
