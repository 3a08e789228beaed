# METADATA
# title: API key in a variable that browsers get
# description: |
#   The build tool writes variables with this prefix, and what its configuration names, into the
#   code that it sends to every visitor. A Pinecone key in one is public, whatever roles it has.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [client_exposure]
#   needs: [/variable]
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
#     console: Delete the key in the project under API keys, and call Pinecone from a server that holds a new one.
#   since: 0.1.0
package policies.rules.secrets.client_exposed

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.secret

deny contains result.at(exposure, "", message) if {
	some exposure in input.resources.client_exposure
	known.value(exposure, "/variable")
	message := $`{secret.place(exposure)} gives a Pinecone key to browsers: revoke it and keep the new one on a server`
}
