# METADATA
# title: API key that manages indexes and writes records
# description: |
#   One key both configures or deletes indexes and writes their records. A program that fills
#   an index has no need to delete it; split in two, a leaked key does half the harm and says
#   which program leaked it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_api_key]
#   needs: [/roles]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.3, A.8.3]
#     nist-800-53: [AC-5, AC-6]
#     pci-dss: [7.2.5]
#     hipaa: [164.312(a)(1)]
#   section: "API keys: Control plane permissions, Data plane permissions"
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     terraform: Declare two `pinecone_api_key` resources, one for each role.
#     console: Create one key for the deployment and another for the program.
#   since: 0.1.0
package policies.rules.apikeys.control_and_data

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.text

deny contains result.at(key, "/roles", message) if {
	some key in input.resources.pinecone_api_key
	roles := known.value(key, "/roles")
	every role in _both { role in roles }
	message := $`API key "{key.name}" holds {text.quoted(_both)}: use one key for each`
}

_both := {"ControlPlaneEditor", "DataPlaneEditor"}
