# METADATA
# title: Private DNS in a VPC that does not resolve it
# description: |
#   The endpoint has private DNS, or a record in a private zone of its VPC leads to it. AWS
#   requires that the VPC has both DNS resolution and DNS hostnames for either, and one is off:
#   creating the endpoint fails, or its names are not resolved inside the VPC.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_vpc_endpoint]
#   needs: ["vpc:/enable_dns_support", "vpc:/enable_dns_hostnames"]
#   applies_needs: [/private_dns_enabled]
#   reads: ["aws_vpc:/enable_dns_hostnames", "aws_vpc:/enable_dns_support"]
#   environments: production
#   precision: high
#   patch: true
#   section: "Configure Private Endpoints: Before you begin"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Set `enable_dns_support = true` and `enable_dns_hostnames = true` on the `aws_vpc`.
#     cloudformation: "Set `EnableDnsSupport: true` and `EnableDnsHostnames: true` on the `AWS::EC2::VPC`."
#     console: In the VPC console, edit the settings of the VPC and enable both.
#   since: 0.1.0
package policies.rules.privatelink.vpc_dns_attributes

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

applies contains found.id if {
	some found in endpoint.private
	_names(found)
}

applies contains found.id if some [found, _] in _open

deny contains result.undecided(found, "/private_dns_enabled", clause) if some [found, clause] in _open

deny contains result.patched(denied, [result.set($"/{attribute}", true)]) if {
	some found in endpoint.private
	has := _names(found)
	some vpc in resource.linked(found, "vpc")
	some attribute in ["enable_dns_support", "enable_dns_hostnames"]
	known.differs(vpc, $"/{attribute}", true)
	lacks := terraform.called(vpc, attribute)
	message := $`VPC endpoint "{found.name}" has {has}, and VPC "{vpc.name}" lacks {lacks}: set it to true`
	denied := result.elsewhere(_at(found, message), vpc, $"/{attribute}")
}

# What resolves an endpoint's names within its VPC. Private zones need the same attributes:
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
_names(found) := "private DNS" if {
	known.value(found, "/private_dns_enabled") == true
} else := "a private zone" if {
	some record in resource.linked(found, "records")
	some zone in resource.linked(record, "zone")
	endpoint.shares(found, zone)
}

# The endpoints of which nobody knows whether a private zone of their VPC leads to them, with the reason.
_open contains [found, clause] if {
	some found in endpoint.private
	known.differs(found, "/private_dns_enabled", true)
	not _names(found)
	clause := _doubt(found)
}

_doubt(found) := $`whether record "{open[0].name}" stands in a private zone of the endpoint's VPC is not known` if {
	open := [record |
		some record in resource.linked(found, "records")
		not endpoint.public(record)
		not _apart(found, record)
	]
	count(open) > 0
} else := found.incomplete.records

_apart(found, record) if {
	some zone in resource.linked(record, "zone")
	endpoint.apart(found, zone)
}

_at(found, message) := result.at(found, "/private_dns_enabled", message)
