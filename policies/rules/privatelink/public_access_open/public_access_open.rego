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
#   applies_needs: ["/private_endpoints/required?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.6]
#     iso27001: [A.8.20, A.8.22]
#     nist-800-53: [AC-4, SC-7]
#     pci-dss: [1.4.2, 1.4.4]
#     hipaa: [164.312(e)(1)]
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

deny contains result.at(project, _access, message) if {
	some project in input.resources.pinecone_project
	project.id in applies
	access := known.value(project, _access)
	access != "disabled"
	message := $`project "{project.name}" must be private, and its public access is "{access}": turn it off`
}

# Terraform does not know of it, so that it is unset there says nothing.
deny contains result.undecided(project, _access, message) if {
	some project in input.resources.pinecone_project
	project.id in applies
	not known.value(project, _access)
	message := $`nothing says whether project "{project.name}" is open to the internet: declare its public access`
}

_access := "/private_endpoints/public_access"
