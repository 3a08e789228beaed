# METADATA
# title: Alert that can never fire
# description: |
#   What the alert asks for cannot be: a value that the metric never has, a label value that
#   does not exist, a metric that every scrape leaves out, a label that a recording rule does not
#   keep, or two sides whose labels never agree. It stays silent whatever happens, and looks as if
#   all were well.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors]
#   environments: production
#   precision: high
#   section: Monitor error rates and set up alerts
#   url: https://docs.pinecone.io/guides/production/monitoring#example-queries
#   remediation:
#     prometheus: >-
#       Fullness is 0 to 1 and not percent. Aggregate both sides of an operator by the same labels. Keep the metrics
#       that alerts read.
#   since: 0.1.0
package policies.rules.monitoring.alert_never_fires

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.result
import data.policies.lib.text

applies contains query.id if some query in _alerts

deny contains result.at(query, $"{pointer}{below}", message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	some [below, why] in monitoring.impossible(selector)
	metric := object.get(selector, "metric", "what it selects")
	message := $`{monitoring.title(query)} can never fire by "{metric}": {why}`
}

deny contains result.at(query, $"{pointer}{below}", message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	some [below, why] in monitoring.unrecorded(query, selector)
	message := $`{monitoring.title(query)} can never fire by "{selector.metric}": {why}`
}

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	why := monitoring.left_out(query, selector)
	message := $`{monitoring.title(query)} can never fire: {why}`
}

deny contains result.at(query, $"/joins/{i}", message) if {
	some query in _alerts
	some i, join in known.value(query, "/joins")
	labels := monitoring.unmatched(join)
	count(labels) > 0
	has := $`only one side of "{join.operator}" has {text.quoted(labels)}`
	message := $`{monitoring.title(query)} can never fire, since {has}: aggregate both by the same labels`
}

_alerts contains query if {
	some query in input.resources.metric_query
	known.value(query, "/kind") == "alert"
}
