# METADATA
# title: Metric by its former name
# description: |
#   Pinecone has given the metric another name and no longer shows it by this one. The
#   expression has no result, so the alert stays silent and the panel empty.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors]
#   environments: production
#   precision: very-high
#   controls:
#     iso27001: [A.8.16]
#     nist-800-53: [SI-4]
#   section: Available metrics
#   url: https://docs.pinecone.io/guides/production/monitoring#available-metrics
#   remediation:
#     prometheus: Write the new name, in recording rules and panels too.
#   since: 0.1.0
package policies.rules.monitoring.metric_renamed

import data.policies.lib.monitoring
import data.policies.lib.result

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector, name] in _former
	not monitoring.renames(query)
	gone := $`reads "{selector.metric}", which is gone since "{data.facts.metrics.renamed.gone}"`
	message := $`{monitoring.title(query)} {gone}: use "{name}"`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector, _] in _former
	monitoring.renames(query)
	message := $`whether relabelling makes "{selector.metric}", which {monitoring.title(query)} reads, is not known`
}

_former contains [query, pointer, selector, name] if {
	some [query, pointer, selector] in monitoring.selected
	not selector.recorded
	name := data.facts.metrics.renamed.names[selector.metric]
	not _fallback(query, selector, name)
}

# Beside the new name, the former one serves what was stored before.
_fallback(query, selector, name) if {
	"or" in selector.path
	some other in query.values.selectors
	other.metric == name
	"or" in other.path
}
