# METADATA
# title: Private endpoint without a name that leads to it
# description: |
#   Clients use the host name of an index. Neither private DNS nor a record of the VPC's own
#   leads that name to the endpoint, so clients resolve it elsewhere, or not at all, and the
#   endpoint stays unused.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_vpc_endpoint]
#   needs: [/private_dns_enabled]
#   reads: ["aws_route53_record:/alias", "aws_route53_record:/records"]
#   environments: production
#   precision: high
#   patch: true
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.8.22]
#     nist-800-53: [AC-4]
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint, step 8"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Set `private_dns_enabled = true`, or add an `aws_route53_record` that points to the endpoint.
#     cloudformation: >-
#       Set `PrivateDnsEnabled: true` on the `AWS::EC2::VPCEndpoint`, or add an `AWS::Route53::RecordSet` that points
#       to the endpoint.
#     console: In the VPC console, modify the private DNS name of the endpoint and enable it.
#   since: 0.1.0
package policies.rules.privatelink.dns

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies := endpoint.ids

deny contains result.patched(denied, [result.set("/private_dns_enabled", true)]) if {
	some found in _nameless
	not found.incomplete.records
	message := $`VPC endpoint "{found.name}" has neither private DNS nor {_record(found)}: {_wanted(found)}`
	denied := result.absent(found, "/private_dns_enabled", ["aws_route53_record"], message)
}

deny contains result.undecided(found, "/private_dns_enabled", clause) if {
	some found in _nameless
	clause := found.incomplete.records
}

deny contains result.undecided(found, "/private_dns_enabled", clause) if {
	some found in endpoint.private
	known.differs(found, "/private_dns_enabled", true)
	records := resource.linked(found, "records")
	every record in records { not _private(found, record) }
	some record in records
	not endpoint.public(record)
	clause := _doubt(found, record)
}

_nameless contains found if {
	some found in endpoint.private
	known.differs(found, "/private_dns_enabled", true)
	every record in resource.linked(found, "records") { endpoint.public(record) }
}

_private(found, record) if {
	some zone in resource.linked(record, "zone")
	endpoint.hidden_zone(zone)
	endpoint.shares(found, zone)
}

_doubt(found, record) := $`record "{record.name}" stands in a zone of other VPCs than the endpoint's` if {
	some zone in resource.linked(record, "zone")
	endpoint.apart(found, zone)
} else := $`whether record "{record.name}" stands in a zone of the endpoint's VPC is not known` if {
	some zone in resource.linked(record, "zone")
	endpoint.hidden_zone(zone)
} else := $`whether record "{record.name}" stands in a private zone is not known`

_record(found) := "a record" if {
	resource.linked(found, "records") == []
} else := "a record in a private zone"

_wanted(found) := $`enable private DNS or point "*.{zone}" to it` if {
	zone := data.facts.regions[endpoint.service_region(found)].dns_zone
} else := "enable private DNS"
