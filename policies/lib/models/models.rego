# METADATA
# description: The embedding models of indexes, as the facts know them.
package policies.lib.models

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

# METADATA
# scope: document
# description: |
#   The indexes whose model is known: each with the resource and the pointer that name the
#   model, its name as the facts have it, and what they say of it.
used contains [index, index, pointer, name, model] if {
	some index in input.resources.pinecone_index
	_names_model(index)
	some pointer in ["/model", "/embed/model"]
	name := _name(known.value(index, pointer))
	model := data.facts.models[name]
}

used contains [index, base, _arn, name, _asked(base, model)] if {
	some [index, base] in _bases
	name := lower(known.value(base, "/embedding_model"))
	model := data.facts.models[name]
}

# Most indexes do not, and need no look at anything else.
_names_model(index) if index.values.model

_names_model(index) if index.values.embed.model

_name(model) := regex.replace(lower(model), `^.*/`, "")

# Which of several indexes of one name a knowledge base keeps its vectors in, its host does
# not tell.
_bases contains [index, base] if {
	some index in input.resources.pinecone_index
	index.links.knowledge_bases
	some base in resource.linked(index, "knowledge_bases")
	count(base.links.index) == 1
}

_vectors := "/knowledge_base_configuration/vector_knowledge_base_configuration"

_arn := $"{_vectors}/embedding_model_arn"

_dimensions := $"{_vectors}/embedding_model_configuration/bedrock_embedding_model_configuration/dimensions"

# Bedrock asks a model for the dimension that the knowledge base names, or else for its default.
_asked(base, model) := object.union(model, {"dimensions": [dimension]}) if {
	dimension := known.value(base, _dimensions)
} else := object.union(model, {"dimensions": [model.default_dimension]}) if {
	not known.unknown(base, _dimensions)
	model.default_dimension
} else := model

# METADATA
# scope: document
# description: The indexes with a model of which nobody can tell which it is.
hidden contains index if {
	some index in input.resources.pinecone_index
	some pointer in ["/model", "/embed", "/embed/model"]
	index.unknown[pointer]
	not index.values.model
}

hidden contains index if {
	some [index, base] in _bases
	known.unknown(base, _arn)
	not known.value(base, "/embedding_model")
	not _names_model(index)
}

# METADATA
# description: The indexes whose model may give vectors of one or of another dimension.
flexible contains index if {
	some [index, base] in _bases
	known.unknown(base, _dimensions)
}

# METADATA
# scope: document
# description: That no verdict can be reached on such an index.
doubt(index) := result.undecided(index, "/embed/model", message) if {
	message := $`which model index "{index.name}" embeds with is not known`
}
