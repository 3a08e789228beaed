# METADATA
# title: Namespace called default
# description: |
#   A namespace is called by the word for the one that is used where a request names none, which
#   Pinecone calls `__default__`. Requests with and without a namespace see different records,
#   and whoever looks for one finds the other.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_namespace, pinecone_call, pinecone_client]
#   needs: [/name]
#   environments: production
#   precision: high
#   section: Namespaces
#   url: https://docs.pinecone.io/guides/index-data/indexing-overview#namespaces
#   remediation:
#     code: Name the namespace by what it is for, or name none where the default one is meant.
#     api: Write the records into a namespace whose name says what it is for, and delete this one.
#   since: 0.1.0
package policies.rules.indexes.namespace_named_default

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains namespace.id if some namespace in input.resources.pinecone_namespace

applies contains place.id if {
	some place in array.concat(code.counted, code.deployed)
	known.value(place, "/namespace")
}

deny contains result.at(namespace, "/name", message) if {
	some namespace in input.resources.pinecone_namespace
	name := known.value(namespace, "/name")
	_misleads(name)
	index := object.get(namespace.values, "index", "")
	message := $`index "{index}" has a namespace "{name}" beside its default one: call it by what it is for`
}

deny contains result.at(call, "/namespace", _beside(code.title(call), name)) if {
	some call in code.counted
	name := known.value(call, "/namespace")
	_misleads(name)
}

deny contains result.at(client, "/namespace", _beside(code.place(client), name)) if {
	some client in code.deployed
	name := known.value(client, "/namespace")
	_misleads(name)
}

_misleads(name) if lower(name) == "default"

_beside(what, name) := concat(" ", [
	$`{what} names the namespace "{name}", which is not the default one:`,
	"call it by what it is for",
])
