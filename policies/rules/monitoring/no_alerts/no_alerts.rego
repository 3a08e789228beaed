# METADATA
# title: Metrics that no alert reads
# description: |
#   The project's metrics are scraped and no alert rule that was found reads one. They help
#   after an incident, and tell nobody that there is one.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [prometheus_scrape]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.16]
#     nist-800-53: [SI-4]
#   section: Monitor error rates and set up alerts
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     prometheus: Alert on latency, on read and write units, on fullness and on failed backups.
#     manifest: Where alerts stand elsewhere, name them under `monitoring.rules` or `monitoring.other`.
#   since: 0.1.0
package policies.rules.monitoring.no_alerts

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

deny contains result.absent(scrape, "", ["metric_query"], message) if {
	some scrape in _silent
	not _elsewhere(scrape)
	message := $`scrape "{scrape.name}" collects metrics that no alert reads: alert on latency, fullness and usage`
}

deny contains result.undecided(scrape, "", message) if {
	some scrape in _silent
	_elsewhere(scrape)
	message := $`whether another monitor alerts on what scrape "{scrape.name}" collects is not known`
}

_silent contains scrape if {
	some scrape in input.resources.prometheus_scrape
	resource.linked(scrape, "alerts") == []
	every project in resource.linked(scrape, "projects") { resource.linked(project, "monitors") == [] }
}

_elsewhere(scrape) if {
	some project in resource.linked(scrape, "projects")
	some pointer in ["/monitoring/datadog", "/monitoring/other"]
	known.value(project, pointer)
}
