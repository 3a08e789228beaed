# METADATA
# title: Client made for each request
# description: |
#   A new client has no open connections, so each request pays for a connection and its
#   encryption anew, and the old ones pile up. The handle of an index of Go is a connection of its own.
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

applies contains client.id if {
	some client in code.clients
	_dials(client)
}

deny contains result.at(client, "", message) if {
	some client in code.clients
	client.id in applies
	known.value(client, "/per_request") == true
	message := $`{code.place(client)} makes a new {_what(client)} in a {client.values.within}: {_instead(client)}`
}

# A handle of Go opens a connection for a request. Where its client is made for the same one, that is told.
_dials(handle) if {
	known.value(handle, "/language") == "go"
	known.value(handle, "/kind") == "index"
	known.value(handle, "/per_request") == true
	known.value(handle, "/within") == "handler"
	others := [client |
		some client in code.clients
		client.values.kind == "client"
		client.values.file == handle.values.file
		client.values.per_request == true
	]
	count(others) == 0
}

_what(client) := "client" if client.values.kind == "client"

_what(client) := "connection" if client.values.kind != "client"

_instead(client) := "keep one by st.cache_resource" if {
	client.values.within == "rerun"
} else := "make one when the program starts"
