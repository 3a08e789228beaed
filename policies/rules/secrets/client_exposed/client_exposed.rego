# METADATA
# title: API key in a variable that browsers get
# description: |
#   The build tool writes variables with this prefix into the code that it sends to every
#   visitor. A Pinecone key in one is public, whatever roles it has.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [client_exposure]
#   needs: [/variable]
#   environments: all
#   precision: high
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
