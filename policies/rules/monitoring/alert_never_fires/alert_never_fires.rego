# METADATA
# title: Alert that can never fire
# description: |
#   What the alert asks for cannot be: a value that the metric never has, a label value that
#   does not exist or that no scrape gives, a metric that every scrape leaves out, a label that a
#   recording rule does not keep, or two sides whose labels never agree. It stays silent whatever
#   happens, and looks as if all were well.
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
	some [below, label, why] in monitoring.unrecorded(selector)
	not label in monitoring.later(query)
	message := $`{monitoring.title(query)} can never fire by "{selector.metric}": {why}`
}

deny contains result.undecided(query, $"{pointer}{below}", message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	some [below, label, _] in monitoring.unrecorded(selector)
	_perhaps_later(query, label)
	message := _added_later(query, label)
}

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	why := monitoring.left_out(query, selector)
	message := $`{monitoring.title(query)} can never fire: {why}`
}

deny contains result.absent(query, $"{pointer}{below}", ["prometheus_scrape"], message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	some [below, why] in monitoring.unfilled(query, selector)
	message := $`{monitoring.title(query)} can never fire by "{selector.metric}": {why}`
}

deny contains result.undecided(query, $"{pointer}{below}", message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	some below in monitoring.perhaps_unfilled(query, selector)
	message := $`whether a scrape adds what {monitoring.title(query)} selects by is not known`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	monitoring.perhaps_left_out(query, selector)
	keep := $`the scrapes that keep "{selector.metric}"`
	message := $`whether {keep} add what {monitoring.title(query)} selects by is not known`
}

deny contains result.at(query, $"/joins/{i}", message) if {
	some [query, i, join] in _joined
	recorded := {label | some label in monitoring.unmatched_as_recorded(join); _perhaps_later(query, label)}
	labels := monitoring.unmatched(join) - recorded
	count(labels) > 0
	has := $`only one side of "{join.operator}" has {text.quoted(labels)}`
	message := $`{monitoring.title(query)} can never fire, since {has}: aggregate both by the same labels`
}

deny contains result.undecided(query, $"/joins/{i}", message) if {
	some [query, i, join] in _joined
	some label in monitoring.unmatched_as_recorded(join)
	_perhaps_later(query, label)
	message := _added_later(query, label)
}

deny contains result.at(query, $"/joins/{i}", message) if {
	some [query, i, join] in _joined
	labels := monitoring.apart(join)
	count(labels) > 0
	select := $`the two sides of "{join.operator}" select different values of {text.quoted(labels)}`
	message := $`{monitoring.title(query)} can never fire, since {select}: select one, or ignore the label`
}

_perhaps_later(query, _) if not monitoring.later(query)

_perhaps_later(query, label) if label in monitoring.later(query)

_added_later(query, label) := $`{lost}, and whether anything adds it later is not known` if {
	lost := $`what {monitoring.title(query)} reads is recorded without the label "{label}"`
}

_joined contains [query, i, join] if {
	some query in _alerts
	some i, join in known.value(query, "/joins")
}

_alerts contains query if {
	some query in input.resources.metric_query
	known.value(query, "/kind") == "alert"
}
