# METADATA
# title: Production project that nothing watches
# description: |
#   Nothing scrapes the project's metrics, and the manifest names no other monitor. That an
#   index is full, slow or no longer backed up is first seen by those who use it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_project]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2, A1.1]
#     iso27001: [A.8.6, A.8.16]
#     nist-800-53: [SI-4]
#   section: Monitor performance
#   url: https://docs.pinecone.io/guides/production/monitoring
#   remediation:
#     prometheus: Add a job with `http_sd_configs` for the project to `scrape_configs`.
#     manifest: Where another repository or tool watches the project, say so under `monitoring`.
#   since: 0.1.0
package policies.rules.monitoring.missing

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

deny contains result.absent(project, "/monitoring", ["prometheus_scrape", "datadog_monitor"], message) if {
	some project in _unwatched
	known.declared(project)
	_told(project)
	message := $`nothing watches project "{project.name}": scrape its metrics, or declare what else does`
}

deny contains result.undecided(project, "/monitoring", message) if {
	some project in _unwatched
	not _certain(project)
	message := $`whether something watches project "{project.name}" is not known: declare it under monitoring`
}

_certain(project) if {
	known.declared(project)
	_told(project)
}

# The manifest could be read, no scrape may be this project's or another's, and nothing reads
# what a scrape fills that is somewhere else.
_told(project) if {
	every pointer, _ in object.get(project, "unknown", {}) { not startswith(pointer, "/monitoring") }
	resource.linked(project, "possible_scrapes") == []
	resource.linked(project, "possible_monitors") == []
	resource.linked(project, "unfilled") == []
}

_unwatched contains project if {
	some project in input.resources.pinecone_project
	resource.linked(project, "scrapes") == []
	resource.linked(project, "monitors") == []
	not _elsewhere(project)
}

_elsewhere(project) if known.value(project, "/monitoring/datadog") == true

_elsewhere(project) if known.value(project, "/monitoring/other")
