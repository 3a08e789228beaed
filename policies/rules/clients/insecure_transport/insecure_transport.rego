# METADATA
# title: Client without verified encryption
# description: |
#   The client, or a request without an SDK, talks plain HTTP, or does not verify the certificate
#   of whom it talks to, so that anybody on the way reads the API key and the records.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_client, pinecone_call]
#   needs: [/tls]
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.5.14, A.8.24]
#     nist-800-53: [SC-8(1)]
#     pci-dss: [4.2.1]
#     hipaa: [164.312(e)(1), 164.312(e)(2)(ii)]
#   section: Encryption in transit
#   url: https://docs.pinecone.io/guides/production/security-overview#encryption-in-transit
#   remediation:
#     code: "Use https and leave verification on; name a private authority (`ssl_ca_certs` in Python)."
#   since: 0.1.0
package policies.rules.clients.insecure_transport

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains client.id if some client in code.deployed

applies contains call.id if some call in _requests

deny contains result.at(client, "/tls", message) if {
	some client in code.deployed
	known.value(client, "/tls") == false
	message := $`{code.place(client)} makes a client that does not verify the server: use https and verify certificates`
}

deny contains result.at(call, "/tls", message) if {
	some call in _requests
	known.value(call, "/tls") == false
	message := $`{code.title(call)} is sent to a server that it does not verify: use https and verify certificates`
}

# Of a call by an SDK, its client says it.
_requests := [call |
	some call in input.resources.pinecone_call
	known.value(call, "/role") in {"source", "script"}
	startswith(known.value(call, "/method"), "/")
]
