# METADATA
# title: Project with private endpoints that is open to the internet
# description: |
#   The project must be reached privately and has private endpoints, and its public access was
#   not turned off. Anyone who holds an API key can still read and write its data from
#   anywhere.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_project]
#   needs: [/private_endpoints/public_access]
#   environments: production
#   precision: high
#   section: "Configure Private Endpoints: Manage internet access to your project"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     console: In the project, go to Network > Access and turn on VPC endpoint access only.
#     manifest: "Then declare `private_endpoints.public_access: disabled`."
#   since: 0.1.0
package policies.rules.privatelink.public_access_open

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if {
	some project in input.resources.pinecone_project
	known.value(project, "/private_endpoints/required") == true
	count(resource.linked(project, "private_endpoints")) > 0
}

deny contains result.at(project, "/private_endpoints/public_access", message) if {
	some project in input.resources.pinecone_project
	project.id in applies

	# Public access is on in every project until somebody turns it off.
	access := known.value_or(project, "/private_endpoints/public_access", "enabled")
	access != "disabled"
	message := $`project "{project.name}" must be private, and its public access is "{access}": turn it off`
}
