# METADATA
# title: API key that can write for a program that reads
# description: |
#   The manifest says that the program only reads, and its key can also change indexes or
#   records. A program that answers queries is the one that is reached from outside: what it
#   cannot write, nobody can write through it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_workload]
#   needs: ["api_key:/roles"]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.3]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.5]
#     hipaa: [164.312(a)(1)]
#   section: "API keys: Data plane permissions"
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     terraform: Set `roles = ["DataPlaneViewer"]` on the `pinecone_api_key`.
#     console: Create a key with read-only permissions, switch the program to it, and delete the other.
#     manifest: Where the program also writes, set its `access` to `write`.
#   since: 0.1.0
package policies.rules.apikeys.broader_than_workload

import data.policies.lib.apikey
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains workload.id if some workload in _reading

deny contains result.elsewhere(result.at(workload, "/access", message), key, "/roles") if {
	some workload in _reading
	some key in resource.linked(workload, "api_key")
	writing := apikey.writing(key)
	writing != set()
	can := $`can write by {text.quoted(writing)}`
	message := $`workload "{workload.name}" only reads, and its API key "{key.name}" {can}: use "DataPlaneViewer"`
}

deny contains result.undecided(workload, "/access", message) if {
	some workload in _reading
	some key in resource.linked(workload, "api_key")
	apikey.unclear(key)
	message := $`what API key "{key.name}" of workload "{workload.name}" can do is not known`
}

deny contains result.undecided(workload, pointer, message) if {
	some workload in input.resources.pinecone_workload
	object.get(workload.values, "access", "read") == "read"
	some pointer in ["/access", "/api_key"]
	known.hidden(workload, pointer)
	known.perhaps(workload, "/access")
	known.perhaps(workload, "/api_key")
	message := $`whether workload "{workload.name}" has an API key and only reads is not known`
}

_reading := [workload |
	some workload in input.resources.pinecone_workload
	known.value(workload, "/access") == "read"
	known.value(workload, "/api_key")
]
