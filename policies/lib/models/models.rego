# METADATA
# description: The embedding models of indexes, as the facts know them.
package policies.lib.models

import data.policies.lib.known
import data.policies.lib.result

# METADATA
# description: |
#   The indexes whose model is known: each with the pointer that names the model, its name as
#   the facts have it, and what they say of it.
used contains [index, pointer, name, model] if {
	some index in input.resources.pinecone_index
	_names_model(index)
	some pointer in ["/model", "/embed/model"]
	name := regex.replace(lower(known.value(index, pointer)), `^.*/`, "")
	model := data.facts.models[name]
}

# Most indexes do not, and need no look at anything else.
_names_model(index) if index.values.model

_names_model(index) if index.values.embed.model

# METADATA
# description: The indexes with a model of which nobody can tell which it is.
hidden contains index if {
	some index in input.resources.pinecone_index
	some pointer in ["/embed", "/embed/model"]
	index.unknown[pointer]
	not index.values.model
}

# METADATA
# scope: document
# description: That no verdict can be reached on such an index.
doubt(index) := result.undecided(index, "/embed/model", message) if {
	message := $`which model index "{index.name}" embeds with is not known`
}
