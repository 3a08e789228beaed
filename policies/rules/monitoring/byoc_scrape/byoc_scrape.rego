# METADATA
# title: BYOC project scraped through the public endpoint
# description: |
#   The metrics of indexes in your own cloud stay in your VPC: Prometheus has to scrape them
#   there. The public discovery of the project does not show them.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [prometheus_scrape]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.16]
#     nist-800-53: [SI-4]
#   section: Monitor with Prometheus
#   url: https://docs.pinecone.io/guides/production/monitoring#monitor-with-prometheus
#   remediation:
#     prometheus: Run a Prometheus in the VPC that holds the indexes, and scrape there.
#   since: 0.1.0
package policies.rules.monitoring.byoc_scrape

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.resource
import data.policies.lib.result

applies contains scrape.id if some [scrape, _] in (_public | _hidden)

deny contains result.at(scrape, $"{pointer}/url", message) if {
	some [scrape, pointer] in _public
	some index in _indexes(scrape, "projects")
	known.value(index, "/deployment") == "byoc"
	message := $`scrape "{scrape.name}" is public, and index "{index.name}" is in your own cloud: scrape it in its VPC`
}

deny contains result.undecided(scrape, $"{pointer}/url", message) if {
	some [scrape, pointer] in (_public | _hidden)
	some index in _unclear(scrape)
	message := $`whether scrape "{scrape.name}" is of index "{index.name}", and that in your own cloud, is not known`
}

deny contains result.undecided(scrape, $"{pointer}/url", message) if {
	some [scrape, pointer] in _hidden
	some index in _indexes(scrape, "projects")
	known.value(index, "/deployment") == "byoc"
	message := $`where scrape "{scrape.name}" discovers its targets is not known, and "{index.name}" is in your own cloud`
}

_public contains [scrape, pointer] if {
	some [scrape, pointer, discovery] in monitoring.discovered
	contains(discovery.url, data.facts.metrics.discovery.host)
}

_hidden contains [scrape, pointer] if {
	some [scrape, pointer, _] in monitoring.discovered
	known.hidden(scrape, $"{pointer}/url")
}

_indexes(scrape, relation) := {index |
	some project in resource.linked(scrape, relation)
	some index in resource.linked(project, "indexes")
}

_unclear(scrape) := unknown | possible if {
	unknown := {index | some index in _indexes(scrape, "projects"); known.unknown(index, "/deployment")}
	candidates := _indexes(scrape, "possible_projects")
	possible := {index | some index in candidates; known.value(index, "/deployment") == "byoc"}
}
