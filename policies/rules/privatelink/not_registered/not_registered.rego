# METADATA
# title: VPC endpoint and registration that do not meet
# description: |
#   A private endpoint is a VPC endpoint and its registration with one project. Either without
#   the other is of no use: requests are refused, or have no way in.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_vpc_endpoint, pinecone_private_endpoint]
#   needs: []
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.6]
#     iso27001: [A.8.22]
#     nist-800-53: [AC-4]
#   section: "Configure Private Endpoints: Add a Private Endpoint in Pinecone"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     console: In the project, go to Manage > Network, add a connection, and enter the id of the VPC endpoint.
#     manifest: Name the endpoint in `private_endpoints.endpoints` of the one project that uses it.
#   since: 0.1.0
package policies.rules.privatelink.not_registered

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform
import data.policies.lib.text

applies := endpoint.ids | endpoint.registration_ids

deny contains result.absent(found, "", ["pinecone_private_endpoint"], message) if {
	some found in endpoint.unregistered
	known.value(found, "/id")
	message := $`VPC endpoint "{found.name}" is registered with no project: add its id to the project that uses it`
}

deny contains result.undecided(found, "", message) if {
	some found in endpoint.unregistered
	not known.value(found, "/id")
	message := $`VPC endpoint "{found.name}" has no known id: register it by its address in code`
}

deny contains result.at(found, "", message) if {
	some found in endpoint.private
	projects := {project.name | some project in resource.linked(found, "projects")}
	count(projects) > 1
	message := $`VPC endpoint "{found.name}" is registered with {text.quoted(projects)}: give each project its own`
}

deny contains result.absent(registration, "/endpoint", ["aws_vpc_endpoint"], message) if {
	some [registration, named] in endpoint.dangling
	terraform.named(named)
	message := $`registered endpoint "{named}" is not in the code that was read: name the address of an aws_vpc_endpoint`
}

deny contains result.undecided(registration, "/endpoint", message) if {
	some [registration, named] in endpoint.dangling
	not terraform.named(named)
	message := $`registered endpoint "{named}" was not seen in AWS: name its address in code or read a state`
}

deny contains result.undecided(registration, "/endpoint", message) if {
	some registration in input.resources.pinecone_private_endpoint
	known.hidden(registration, "/endpoint")
	resource.linked(registration, "endpoint") == []
	message := $`which VPC endpoint registration "{registration.name}" is of is not known`
}
