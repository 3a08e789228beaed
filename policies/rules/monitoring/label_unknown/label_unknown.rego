# METADATA
# title: Label that the metric does not have
# description: |
#   The expression selects, groups or matches by a label that the metric does not carry and that no
#   scrape adds, or that relabelling takes away. A selection then has no result, and a grouping
#   makes one of all indexes.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors, /joins]
#   environments: production
#   precision: medium
#   controls:
#     iso27001: [A.8.16]
#     nist-800-53: [SI-4]
#   section: Metric labels
#   url: https://docs.pinecone.io/guides/production/monitoring#metric-labels
#   remediation:
#     prometheus: Use `index_name`, `cloud`, `region` or `capacity_mode`, or add the label in `relabel_configs`.
#   since: 0.1.0
package policies.rules.monitoring.label_unknown

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.result
import data.policies.lib.text

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector, label] in _strange
	not label.name in (monitoring.added(query) | monitoring.later(query))
	lacks := $`uses the label "{label.name}", which "{selector.metric}" does not have`
	message := $`{monitoring.title(query)} {lacks}: it has {_carried}`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, _, label] in _strange
	not monitoring.added(query)
	message := $`whether anything adds the label "{label.name}", which {monitoring.title(query)} uses, is not known`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, _, label] in _strange
	not label.name in monitoring.added(query)
	label.name in monitoring.later(query)
	leaves := $`the label "{label.name}", which {monitoring.title(query)} uses, is added only to what leaves Prometheus`
	message := $`{leaves}, and whether the query is evaluated there is not known`
}

deny contains result.at(query, pointer, message) if {
	some [query, pointer, label, why] in _taken
	monitoring.added(query)
	message := $`{monitoring.title(query)} uses the label "{label.name}", and {why}`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, label, _] in _taken
	not monitoring.added(query)
	message := $`whether anything adds the label "{label.name}", which {monitoring.title(query)} uses, is not known`
}

deny contains result.at(query, pointer, message) if {
	some [query, pointer, join, name] in _unjoined
	not name in (monitoring.added(query) | monitoring.later(query))
	lacks := $`matches on the label "{name}", which neither side of "{join.operator}" has`
	message := $`{monitoring.title(query)} {lacks}, so that all are one: match on one of {_carried}`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, _, name] in _unjoined
	not monitoring.added(query)
	message := $`whether anything adds the label "{name}", which {monitoring.title(query)} matches on, is not known`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, _, name] in _unjoined
	not name in monitoring.added(query)
	name in monitoring.later(query)
	leaves := $`the label "{name}", which {monitoring.title(query)} matches on, is added only to what leaves Prometheus`
	message := $`{leaves}, and whether the query is evaluated there is not known`
}

deny contains result.undecided(query, $"{pointer}/open", message) if {
	some [query, pointer, selector] in monitoring.selected
	selector.open
	data.facts.metrics.indexes.names[selector.metric]
	message := $`{monitoring.title(query)} uses a label whose name is filled in later`
}

_carried := text.quoted(data.facts.metrics.labels.always)

# A selection of what does not have the label.
_absent(label) if [label.operator, label.value] == ["=", ""]

# A label that relabelling takes away. What an alert selects by is judged there.
_taken contains [query, $"{pointer}/labels/{i}", label, why] if {
	some [query, pointer, selector] in monitoring.selected
	some i, label in selector.labels
	_grouped(query, label)
	why := monitoring.taken_away(query, selector, label.name)
}

_grouped(_, label) if label.operator == "by"

_grouped(query, label) if {
	query.values.kind != "alert"
	not _absent(label)
}

_unjoined contains [query, $"/joins/{i}/on/{k}", join, name] if {
	some query in input.resources.metric_query
	some i, join in known.value(query, "/joins")
	some k, name in join.on
	not name in data.facts.metrics.attached.labels
	every side in [join.left, join.right] { _lacking(side, name) }
}

_lacking(side, name) if {
	count(side.metrics) > 0
	not side.relabelled
	not name in data.facts.metrics.labels.always
	every read in side.metrics {
		metric := data.facts.metrics.indexes.names[read]
		not name in object.get(metric, "labels", [])
	}
}

_lacking(side, name) if {
	kept := side.labels
	not name in kept
	every read in side.metrics { data.facts.metrics.indexes.names[read] }
}

_strange contains [query, $"{pointer}/labels/{i}", selector, label] if {
	some [query, pointer, selector] in monitoring.selected
	metric := data.facts.metrics.indexes.names[selector.metric]
	some i, label in selector.labels
	not label.name in data.facts.metrics.labels.always
	not label.name in data.facts.metrics.attached.labels
	not label.name in object.get(metric, "labels", [])
	not _absent(label)
}
