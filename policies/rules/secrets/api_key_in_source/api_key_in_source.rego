# METADATA
# title: API key in the repository
# description: |
#   A Pinecone API key stands in a file of the repository. Everyone who ever gets a copy of
#   it, its history included, can use the key, and deleting the line does not take it back.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [repository_secret]
#   needs: [/kind]
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17, A.8.12, A.8.28]
#     nist-800-53: [IA-5(7)]
#     pci-dss: [8.3.2]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: API keys
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     console: Delete the key in the project under API keys, create another, and keep it in a secret store.
#   since: 0.1.0
package policies.rules.secrets.api_key_in_source

import data.policies.lib.result
import data.policies.lib.secret

applies contains found.id if some found in secret.found("api_key")

deny contains result.at(found, secret.shown(found), message) if {
	some found in secret.found("api_key")
	message := $`{secret.place(found)} holds a Pinecone API key: revoke it and read a new one from a secret store`
}
