# METADATA
# title: Rate of what is no counter
# description: |
#   The metric goes up and down. A rate takes every fall for a restart of the counter and adds
#   what is left to it, so a deletion of records looks like a flood of them.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors]
#   environments: production
#   precision: high
#   section: Available metrics
#   url: https://docs.pinecone.io/guides/production/monitoring#available-metrics
#   remediation:
#     prometheus: Use `delta(…[1h])` or `deriv(…[1h])` for how a gauge changes.
#   since: 0.1.0
package policies.rules.monitoring.gauge_with_rate

import data.policies.lib.monitoring
import data.policies.lib.result

deny contains result.at(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	monitoring.metric(selector.metric).kind == "gauge"
	step := selector.path[0]
	step in {"rate", "irate", "increase", "resets"}
	message := $`{monitoring.title(query)} takes {step} of "{selector.metric}", which is a gauge: use delta or deriv`
}
