# METADATA
# title: Record ids without structure
# description: |
#   Ids do not say of which document, and which part of it, a record is. To list, replace or
#   delete the records of one document, every one of them has to be remembered elsewhere.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_index]
#   applies_needs: ["/id_pattern?"]
#   environments: production
#   precision: medium
#   section: Design your indexes for scale, data modeling
#   url: https://docs.pinecone.io/guides/index-data/data-modeling#use-structured-ids
#   remediation:
#     manifest: Give records ids such as document_id#chunk_number, and declare that as `id_pattern`.
#   since: 0.1.0
package policies.rules.indexes.structured_ids

import data.policies.lib.result

applies contains index.id if some [index, _] in _declared

deny contains result.at(index, "/id_pattern", message) if {
	some [index, pattern] in _declared
	not _structured(pattern)
	message := $`index "{index.name}" has ids like "{pattern}": give them parts, as "document_id#chunk_number" has`
}

_declared contains [index, pattern] if {
	some index in input.resources.pinecone_index
	pattern := index.values.id_pattern
}

# Two parts with a delimiter between them.
_structured(pattern) if regex.match(`[^#:|/]+[#:|/]+[^#:|/]+`, pattern)

# An underscore may be a delimiter, and may be a part of a name.
_structured(pattern) if {
	words := {lower(word) | some word in regex.find_n(`[A-Z]?[a-z]+|[A-Z]+`, pattern, -1)}
	words & _wholes != set()
	words & _parts != set()
}

_wholes := {"document", "doc", "file", "page", "article", "source", "parent"}

_parts := {"chunk", "part", "section", "paragraph", "segment", "passage"}
