# METADATA
# title: Alert that can never fire
# description: |
#   What the alert asks for cannot be: a value that the metric never has, a label value that
#   does not exist or that no scrape gives, a metric that every scrape leaves out, a label that a
#   recording rule does not keep, a range without two values, or two sides whose labels never
#   agree. It stays silent whatever happens, and looks as if all were well. What one side of an
#   `or` asks for in vain is of low severity where the other side can fire.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors, /never, /no_data, /joins]
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

deny contains _weighed(query, result.at(query, $"/never/{i}", message)) if {
	some query in _alerts
	some i, one in known.value(query, "/never")
	not _told_otherwise(query, one)
	message := $`{_subject(query)} {_silent(query)} by "{one.of}": {monitoring.never(one)}`
}

deny contains _weighed(query, result.at(query, $"{pointer}{below}", message)) if {
	some [query, pointer, selector] in _selected
	some [below, why] in monitoring.impossible(query, selector)
	metric := object.get(selector, "metric", "what it selects")
	message := $`{_subject(query)} can never fire by "{metric}": {why}`
}

deny contains _weighed(query, result.at(query, $"{pointer}{below}", message)) if {
	some [query, pointer, selector] in _selected
	some [below, label, why] in monitoring.unrecorded(selector)
	not label in monitoring.later(query)
	message := $`{_subject(query)} can never fire by "{selector.metric}": {why}`
}

deny contains result.undecided(query, $"{pointer}{below}", message) if {
	some [query, pointer, selector] in _selected
	some [below, label, _] in monitoring.unrecorded(selector)
	_perhaps_later(query, label)
	message := _added_later(query, label)
}

deny contains result.undecided(query, $"{pointer}/labels/{i}", message) if {
	some [query, pointer, selector] in _selected
	some i, label in selector.labels
	monitoring.open_value(query, selector, i)
	message := $`the value of "{label.name}" that {monitoring.title(query)} selects by is filled in later`
}

deny contains _weighed(query, result.at(query, pointer, message)) if {
	some [query, pointer, selector] in _selected
	why := monitoring.left_out(query, selector)
	message := $`{_subject(query)} can never fire: {why}`
}

deny contains _weighed(query, result.at(query, pointer, message)) if {
	some [query, pointer, selector] in _selected
	why := monitoring.too_short(query, selector)
	message := $`{_subject(query)} can never fire by "{selector.metric}": {why}`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector] in _selected
	monitoring.perhaps_too_short(query, selector)
	has := $`whether it is scraped twice in the "{selector.window}" seconds that {monitoring.title(query)} takes`
	message := $`{has} {selector.path[0]} of is not known`
}

deny contains _weighed(query, result.absent(query, $"{pointer}{below}", ["prometheus_scrape"], message)) if {
	some [query, pointer, selector] in _selected
	some [below, why] in monitoring.unfilled(query, selector)
	message := $`{_subject(query)} can never fire by "{selector.metric}": {why}`
}

deny contains result.undecided(query, $"{pointer}{below}", message) if {
	some [query, pointer, selector] in _selected
	some below in monitoring.perhaps_unfilled(query, selector)
	message := $`whether a scrape adds what {monitoring.title(query)} selects by is not known`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector] in _selected
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

deny contains result.undecided(query, $"/joins/{i}", message) if {
	some [query, i, join] in _joined
	some label in monitoring.perhaps_apart(join)
	message := $`the value of "{label}" that a side of "{join.operator}" selects by is filled in later`
}

_perhaps_later(query, _) if not monitoring.later(query)

_perhaps_later(query, label) if label in monitoring.later(query)

_added_later(query, label) := $`{lost}, and whether anything adds it later is not known` if {
	lost := $`what {monitoring.title(query)} reads is recorded without the label "{label}"`
}

# What an alert selects: one of Grafana's that fires without data does so where there is none.
_selected contains [query, pointer, selector] if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind == "alert"
	not _fires_without_data(query)
}

_fires_without_data(query) if query.values.no_data == "alerting"

_fires_without_data(query) if known.unknown(query, "/no_data")

_silent(query) := "can fire only where there is no data" if {
	_fires_without_data(query)
} else := "can never fire"

# What fires by another side of "or" is no less of an alert, but not all that it seems to be.
_weighed(query, finding) := result.severe(finding, "low") if {
	_fires_otherwise(query)
} else := finding

_subject(query) := $`one side of "or" in {monitoring.title(query)}` if {
	_fires_otherwise(query)
} else := monitoring.title(query)

# Who counts what may be absent has another side for that.
_told_otherwise(query, one) if {
	one.cause == "count"
	_fires_otherwise(query)
}

_fires_otherwise(query) if count(_dead(query)) < object.get(query.values, "sides", 1)

_dead(query) := {object.get(one, "side", 0) | some one in known.value(query, "/never")} | _dying(query)

_dying(query) := {object.get(selector, "side", 0) |
	some selector in known.value(query, "/selectors")
	_dies(query, selector)
}

_dies(query, selector) if count(monitoring.impossible(query, selector)) > 0

_dies(query, selector) if {
	some [_, label, _] in monitoring.unrecorded(selector)
	not label in monitoring.later(query)
}

_dies(query, selector) if monitoring.left_out(query, selector)

_dies(query, selector) if monitoring.too_short(query, selector)

_dies(query, selector) if count(monitoring.unfilled(query, selector)) > 0

_joined contains [query, i, join] if {
	some query in _alerts
	not _fires_without_data(query)
	some i, join in known.value(query, "/joins")
}

_alerts contains query if {
	some query in input.resources.metric_query
	known.value(query, "/kind") == "alert"
}
