# METADATA
# title: Results whose quality nobody has measured
# description: |
#   Nothing says how good results are, or they were too bad. A wrong model answers all the same.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/evaluation]
#   environments: production
#   precision: high
#   section: Test your query results
#   url: https://www.pinecone.io/learn/offline-evaluation/
#   remediation:
#     manifest: Measure with real queries, and declare metric, value, threshold and date as `evaluation` of the index.
#   since: 0.1.0
package policies.rules.indexes.quality_not_measured

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.settings
import data.policies.lib.text

applies contains index.id if some index in _declared

deny contains result.at(index, "/evaluation", message) if {
	some index in _declared
	not known.hidden(index, "/evaluation")
	missing := {part | some part in ["metric", "value", "threshold", "date"]; not index.values.evaluation[part]}
	missing != set()
	message := $`the evaluation of index "{index.name}" lacks {text.quoted(missing)}: measure its results and declare them`
}

deny contains result.undecided(index, "/evaluation", message) if {
	some index in input.resources.pinecone_index
	some project in resource.linked(index, "project")
	known.declared(project)
	not known.declared(index)
	message := $`the manifest says nothing of index "{index.name}", and so not how good its results are`
}

deny contains result.at(index, "/evaluation/date", message) if {
	some index in _declared
	date := known.value(index, "/evaluation/date")
	floor((time.now_ns() - time.parse_ns("2006-01-02", date)) / 86400000000000) > settings.max_evaluation_age_days
	message := $`the results of index "{index.name}" were last measured on "{date}": measure them anew`
}

deny contains result.at(index, "/evaluation/value", message) if {
	some index in _declared
	[value, least] := [known.value(index, "/evaluation/value"), known.value(index, "/evaluation/threshold")]
	value < least
	message := $`the results of index "{index.name}" have "{value}" where "{least}" is the least: improve them`
}

_declared := [index | some index in object.get(input.resources, "pinecone_index", []); known.declared(index)]
