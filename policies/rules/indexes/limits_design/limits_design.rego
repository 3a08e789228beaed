# METADATA
# title: Design beyond a limit
# description: |
#   The index is designed for larger records or requests than Pinecone takes. Such requests are
#   refused, whatever is paid for.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [A1.1]
#     iso27001: [A.8.6]
#     nist-800-53: [CP-2(2)]
#   section: Understand database limits, size limits
#   url: https://docs.pinecone.io/reference/api/database-limits
#   remediation:
#     manifest: Design for less, as with smaller batches or metadata that only refers to the text, and declare that.
#   since: 0.1.0
package policies.rules.indexes.limits_design

import data.policies.lib.known
import data.policies.lib.result

applies contains index.id if some [index, _, _, _] in _designed

applies contains index.id if {
	some index in input.resources.pinecone_index
	_given(index, "dimension")
	known.hidden(index, "/dimension")
}

deny contains result.at(index, $"/{name}", message) if {
	some [index, name, words, value] in _designed
	most := data.facts.operations.limits[_limit(index, name)]
	value > most
	message := $`index "{index.name}" is designed for "{value}" {words}, and the limit is "{most}": stay within it`
}

deny contains result.undecided(index, pointer, message) if {
	some index in input.resources.pinecone_index
	some pointer in (known.untold(index) & _pointers)
	name := trim_prefix(pointer, "/")
	words := _words[name]
	not _given(index, name)
	message := $`for how many {words} index "{index.name}" is designed is not known`
}

deny contains result.undecided(index, "/batch", message) if {
	some [index, "batch", _, value] in _designed
	known.hidden(index, "/embed/model")
	value > data.facts.operations.limits.text_batch
	message := $`whether index "{index.name}" embeds text, and so takes fewer records than "{value}", is not known`
}

_designed contains [index, name, words, value] if {
	some index in input.resources.pinecone_index
	some name, words in _words
	value := index.values[name]
}

_words := {
	"dimension": "dimensions",
	"metadata_bytes": "bytes of metadata",
	"id_length": "characters of an id",
	"top_k": "results of a query",
	"batch": "records in an upsert",
}

_pointers contains $"/{name}" if some name, _ in _words

# A model gives an index a dimension that there is.
_given(index, "dimension") if index.values.embed.model

# Text that the index embeds by itself comes in smaller batches.
_limit(index, "batch") := "text_batch" if index.values.embed.model

_limit(index, "batch") := "batch" if not index.values.embed.model

_limit(_, name) := name if name != "batch"
