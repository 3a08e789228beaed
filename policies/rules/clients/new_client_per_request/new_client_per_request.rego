# METADATA
# title: Client made for each request
# description: |
#   A new client has no open connections, so each request pays for a connection and its
#   encryption anew, and the old ones pile up.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_client]
#   needs: [/per_request]
#   environments: all
#   precision: high
#   section: Reuse connections
#   url: https://docs.pinecone.io/guides/optimize/decrease-latency
#   remediation:
#     code: "Make one client when the program starts, and use it everywhere."
#   since: 0.1.0
package policies.rules.clients.new_client_per_request

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains client.id if {
	some client in code.clients
	known.value(client, "/kind") == "client"
}

deny contains result.at(client, "", message) if {
	some client in code.clients
	client.id in applies
	known.value(client, "/per_request") == true
	message := $`{code.place(client)} makes a new client in a {client.values.within}: {_instead(client)}`
}

_instead(client) := "keep one by st.cache_resource" if {
	client.values.within == "rerun"
} else := "make one when the program starts"
