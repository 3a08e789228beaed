# METADATA
# title: Metric that Pinecone does not have
# description: |
#   The expression reads a metric that Pinecone does not show. It has no result, so the alert
#   stays silent and the panel empty, whatever happens.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [metric_query]
#   needs: [/selectors]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.16]
#     nist-800-53: [SI-4]
#   section: Available metrics
#   url: https://docs.pinecone.io/guides/production/monitoring#available-metrics
#   remediation:
#     prometheus: Use a metric that the guide lists. Errors and refused requests are counted by clients alone.
#     manifest: Name metrics of your own programs in `monitoring.own_metrics`.
#   since: 0.1.0
package policies.rules.monitoring.metric_unknown

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.resource
import data.policies.lib.result

deny contains result.at(query, pointer, message) if {
	some [query, pointer, words] in _unheard
	startswith(words.name, data.facts.metrics.indexes.prefix)
	not monitoring.renames(query)
	message := $`{monitoring.title(query)} {words.reads}, which Pinecone does not have: use one of its guide`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, words] in _unheard
	monitoring.renames(query)
	message := $`{monitoring.title(query)} {words.reads}: whether relabelling makes that is not known`
}

# A program that calls Pinecone may count under a name of Pinecone's too.
deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, words] in _unheard
	not startswith(words.name, data.facts.metrics.indexes.prefix)
	not monitoring.renames(query)
	message := concat("", [
		$`{monitoring.title(query)} {words.reads}, which Pinecone does not have: `,
		"name it in monitoring.own_metrics if a program of yours has it",
	])
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	startswith(selector.metric, "pinecone:")
	not selector.recorded
	message := $`{monitoring.title(query)} reads "{selector.metric}", which no recording rule that was read makes`
}

deny contains result.undecided(query, pointer, message) if {
	some [query, pointer, selector] in monitoring.selected
	monitoring.of_pods(query, selector)
	not _own(query, selector)
	has := $`reads "{selector.metric}", which pod-based indexes have and what is scraped here does not show`
	message := $`{monitoring.title(query)} {has}: whether another scrape does is not known`
}

_unheard contains [query, pointer, {"name": selector.metric, "reads": $`reads "{selector.metric}"`}] if {
	some [query, pointer, selector] in monitoring.selected
	startswith(selector.metric, "pinecone_")
	not _exists(query, selector)
}

_unheard contains [query, pointer, {"name": label.value, "reads": $`reads metrics like "{label.value}"`}] if {
	some [query, pointer, selector] in monitoring.selected
	some label in selector.labels
	[label.name, label.operator] == ["__name__", "=~"]
	every name in monitoring.names { not regex.match($"^(?:{label.value})$", name) }
}

_exists(_, selector) if selector.recorded

_exists(_, selector) if monitoring.metric(selector.metric)

_exists(_, selector) if data.facts.metrics.renamed.names[selector.metric]

_exists(query, selector) if _own(query, selector)

_own(query, selector) if {
	some project in resource.linked(query, "projects")
	some pattern in known.value(project, "/monitoring/own_metrics")
	glob.match(pattern, null, selector.metric)
}
