# METADATA
# title: Index targeted by name for each request
# description: |
#   A handle that is made by the index's name first asks the control plane for its host. On the
#   path of a request that is one more call that takes time and can fail.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_client]
#   needs: [/per_request]
#   applies_needs: [/target]
#   environments: all
#   precision: high
#   section: Decrease latency
#   url: https://docs.pinecone.io/guides/optimize/decrease-latency#target-indexes-by-host
#   remediation:
#     code: "Keep the host of the index in the configuration and make the handle by it, once."
#   since: 0.1.0
package policies.rules.clients.target_by_name

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains client.id if {
	some client in code.clients
	known.value(client, "/target") == "name"
}

deny contains result.at(client, "/target", message) if {
	some client in code.clients
	client.id in applies
	known.value(client, "/per_request") == true
	message := $`{code.place(client)} targets an index by name in a {client.values.within}: target it by host`
}
