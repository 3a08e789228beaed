# METADATA
# title: Dimension that is not that of the embedding model
# description: |
#   Every vector of an index has the index's dimension. The embedding model that is declared
#   for this one gives out vectors of another length, so every write is refused, and the
#   dimension cannot be changed later.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/dimension]
#   environments: production
#   precision: high
#   section: Design your indexes for scale
#   url: https://docs.pinecone.io/guides/index-data/create-an-index
#   remediation:
#     terraform: >-
#       Create the index anew with the dimension of the model, or ask the model for that of the index, as by
#       `dimensions` of a Bedrock knowledge base, where it has several.
#     manifest: Name the model that the index is filled with in `model`.
#   since: 0.1.0
package policies.rules.indexes.dimension_mismatch

import data.policies.lib.known
import data.policies.lib.models
import data.policies.lib.result
import data.policies.lib.text

applies contains index.id if some [index, _, _, _, _] in _judged

applies contains index.id if some index in _unclear

deny contains models.doubt(index) if some index in _unclear

deny contains result.beside(result.at(index, "/dimension", message), named, pointer, "the model") if {
	some [index, named, pointer, name, model] in _judged
	dimension := known.value(index, "/dimension")
	not _gives(model, dimension)
	message := $`index "{index.name}" has dimension {dimension}, and "{name}" gives {_lengths(model)}: use one of these`
}

deny contains result.undecided(index, "/dimension", message) if {
	some index in models.flexible
	known.value(index, "/dimension")
	message := $`which dimension the vectors for index "{index.name}" have is not known`
}

# A model gives the index its dimension where nothing else does.
_unclear contains index if {
	some index in models.hidden
	known.value(index, "/dimension")
}

_judged contains [index, named, pointer, name, model] if {
	some [index, named, pointer, name, model] in models.used
	model.vector_type == "dense"
}

_gives(model, dimension) if dimension in model.dimensions

_gives(model, dimension) if {
	dimension >= model.dimension_range.least
	dimension <= model.dimension_range.greatest
}

_lengths(model) := text.quoted(model.dimensions)

_lengths(model) := $"{range.least} to {range.greatest}" if range := model.dimension_range
