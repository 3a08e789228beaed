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
#   resources: [pinecone_namespace]
#   needs: [/name]
#   environments: production
#   precision: high
#   section: Namespaces
#   url: https://docs.pinecone.io/guides/index-data/indexing-overview#namespaces
#   remediation:
#     api: Write the records into a namespace whose name says what it is for, and delete this one.
#   since: 0.1.0
package policies.rules.indexes.namespace_named_default

import data.policies.lib.known
import data.policies.lib.result

deny contains result.at(namespace, "/name", message) if {
	some namespace in input.resources.pinecone_namespace
	name := known.value(namespace, "/name")
	lower(name) == "default"
	index := known.value_or(namespace, "/index", "")
	message := $`index "{index}" has a namespace "{name}" beside its default one: call it by what it is for`
}
