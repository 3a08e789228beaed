# METADATA
# title: Counter without a rate
# description: |
#   The metric counts from the start of a server and only grows. Compared or drawn as it is, it
#   tells how old the server is: an alert fires once and for good, or not until too late.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors]
#   environments: production
#   precision: high
#   section: Example queries
#   url: https://docs.pinecone.io/guides/production/monitoring#example-queries
#   remediation:
#     prometheus: Take `rate(…[5m])` of each counter first, and then sum or divide.
#   since: 0.1.0
package policies.rules.monitoring.counter_without_rate

import data.policies.lib.monitoring
import data.policies.lib.result

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind in {"alert", "panel"}
	monitoring.metric(selector.metric).kind == "counter"
	_read(selector)
	message := $`{monitoring.title(query)} takes the counter "{selector.metric}" as it is: take its rate, as rate(…[5m])`
}

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind in {"alert", "panel"}
	_read(selector)
	counter := selector.recorded_counter
	made := $`"{selector.metric}", which is recorded of the counter "{counter}" as it is`
	message := $`{monitoring.title(query)} takes {made}: record its rate, as rate(…[5m])`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	query.values.kind in {"alert", "panel"}
	selector.recorded_open
	not selector.recorded_counter
	_read(selector)
	message := $`what {monitoring.title(query)} reads as "{selector.metric}" is recorded of what could not be read`
}

# How far it has come matters.
_read(selector) if {
	not selector.exists
	every step in selector.path { not step in _changes }
}

# What makes of a counter something else than how far it has come.
_changes := {
	"rate", "irate", "increase", "delta", "idelta", "deriv", "resets", "changes", "predict_linear",
	"absent", "absent_over_time", "present_over_time", "count", "count_over_time", "group", "timestamp",
}
