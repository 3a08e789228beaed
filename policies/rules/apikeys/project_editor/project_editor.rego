# METADATA
# title: API key that can do everything in its project
# description: |
#   The key can read, change and delete every index and record of the project. That is also
#   what a key gets that names no roles. Whoever finds it in a log or an image can destroy the
#   data that it was meant to search.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_api_key]
#   needs: [/roles]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.3]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.5]
#     hipaa: [164.312(a)(1)]
#   section: "API keys: General permissions"
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     terraform: Set `roles` on the `pinecone_api_key` to what its program does, such as `["DataPlaneViewer"]`.
#     console: Create a key with custom permissions, switch the program to it, and delete this one.
#   since: 0.1.0
package policies.rules.apikeys.project_editor

import data.policies.lib.known
import data.policies.lib.result

deny contains result.at(key, "/roles", message) if {
	some key in input.resources.pinecone_api_key
	"ProjectEditor" in known.value(key, "/roles")
	message := $`API key "{key.name}" holds "ProjectEditor": give it the roles that its program needs`
}

deny contains result.at(key, "/roles", message) if {
	some key in input.resources.pinecone_api_key
	known.unset(key, "/roles")
	message := $`API key "{key.name}" names no roles, so it gets "ProjectEditor": name those that its program needs`
}
