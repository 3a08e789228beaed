# METADATA
# title: Metric that is not that of the embedding model
# description: |
#   The embedding model was trained for another metric than the one that the index compares
#   vectors by. Queries get answers, in an order that means little. The metric cannot be changed
#   later.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/metric]
#   environments: production
#   precision: medium
#   section: Dimensionality
#   url: https://docs.pinecone.io/guides/index-data/create-an-index
#   remediation:
#     terraform: Create the index anew with a metric of the model.
#     manifest: Name the model that the index is filled with in `model`.
#   since: 0.1.0
package policies.rules.indexes.metric_mismatch

import data.policies.lib.known
import data.policies.lib.models
import data.policies.lib.result
import data.policies.lib.text

applies contains index.id if some [index, _, _, _, _] in models.used

applies contains index.id if some index in models.hidden

deny contains models.doubt(index) if some index in models.hidden

deny contains result.beside(result.at(index, "/metric", message), named, pointer, "the model") if {
	some [index, named, pointer, name, model] in models.used
	metric := known.value(index, "/metric")
	not metric in model.metrics
	message := $`index "{index.name}" compares by "{metric}", and "{name}" is for {text.quoted(model.metrics)}: use that`
}
