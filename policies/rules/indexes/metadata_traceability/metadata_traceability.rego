# METADATA
# title: Metadata that does not name the source
# description: |
#   No field of a record's metadata says which document it comes from. An answer that was made
#   of it cannot be checked, and what a document has left behind cannot be found.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_index]
#   environments: production
#   precision: medium
#   section: Design your indexes for scale, data modeling
#   url: https://docs.pinecone.io/guides/index-data/data-modeling#include-metadata
#   remediation:
#     manifest: Write the document's id or address into every record, and declare the field in `metadata`.
#   since: 0.1.0
package policies.rules.indexes.metadata_traceability

import data.policies.lib.known
import data.policies.lib.result

applies contains index.id if some [index, _] in _declared

deny contains result.at(index, "/metadata", message) if {
	some [index, fields] in _declared
	not known.hidden(index, "/metadata")
	every field in fields { not _names_source(field) }
	message := $`index "{index.name}" has metadata {_listed(fields)}, which name no document: add "document_id"`
}

deny contains result.undecided(index, "/metadata", message) if {
	some index in input.resources.pinecone_index
	known.hidden(index, "/metadata")
	every field in _told(index) { not _names_source(field) }
	message := $`which metadata index "{index.name}" has is not known`
}

_declared contains [index, fields] if {
	some index in input.resources.pinecone_index
	fields := index.values.metadata
}

_told(index) := [field | some field in index.values.metadata; is_string(field)]

_names_source(field) if {
	words := {lower(word) | some word in regex.find_n(`[A-Z]?[a-z]+|[A-Z]+`, field, -1)}
	words & _sources != set()
}

_sources := {
	"document", "doc", "source", "url", "uri", "link", "file", "filename", "path", "page",
	"article", "parent", "origin", "reference", "key", "object", "product", "sku", "ticket",
}

_listed([]) := "without a field"

_listed(fields) := $`"{concat(", ", fields)}"` if fields != []
