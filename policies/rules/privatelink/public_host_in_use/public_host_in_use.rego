# METADATA
# title: Public host of a private index
# description: |
#   Code or configuration names the public host of an index whose project takes requests through
#   private endpoints only. Requests to it are answered with Unauthorized.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   needs: []
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.8.22]
#     nist-800-53: [AC-4]
#   section: "Configure Private Endpoints: Read and write data"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints#read-and-write-data
#   remediation:
#     code: "Use the private host: `.svc.private.` in the place of `.svc.`."
#   since: 0.1.0
package policies.rules.privatelink.public_host_in_use

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains index.id if {
	some index in input.resources.pinecone_index
	count(_hosts(index)) > 0
	some project in resource.linked(index, "project")
	known.value(project, "/private_endpoints/public_access") == "disabled"
}

deny contains result.elsewhere(result.at(index, "", message), host, "/host") if {
	some index in input.resources.pinecone_index
	index.id in applies
	some host in _hosts(index)
	known.value(host, "/private") == false
	message := $`"{host.values.file}" names the public host of index "{index.name}", which is private: use ".svc.private."`
}

_hosts(index) := [host |
	some host in resource.linked(index, "hosts")
	known.value(host, "/role") in {"source", "script"}
]
