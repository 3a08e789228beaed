# METADATA
# title: Metrics are not discovered where the project has them
# description: |
#   The URL is not the one that tells the targets of a project of yours, so Prometheus finds
#   none, or another project's, and every alert on them stays silent. Over plain HTTP the API
#   key can be read on the way.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [prometheus_scrape]
#   needs: [/discovery]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.16]
#     nist-800-53: [SI-4]
#   section: Monitor with Prometheus
#   url: https://docs.pinecone.io/guides/production/monitoring#monitor-with-prometheus
#   remediation:
#     prometheus: Use `https://api.pinecone.io/prometheus/projects/PROJECT_ID/metrics/discovery` with the project's id.
#   since: 0.1.0
package policies.rules.monitoring.discovery_url

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.resource
import data.policies.lib.result

applies contains scrape.id if some [scrape, _, _] in monitoring.discovered

deny contains result.at(scrape, $"{pointer}/url", message) if {
	some [scrape, pointer, discovery] in monitoring.discovered
	url := discovery.url
	not regex.match(data.facts.metrics.discovery.pattern, url)
	message := $`scrape "{scrape.name}" discovers targets at "{url}": use "{data.facts.metrics.discovery.url}"`
}

deny contains result.at(scrape, $"{pointer}/project", message) if {
	some [scrape, pointer, discovery, projects] in _foreign
	_all_known(projects)
	message := $`scrape "{scrape.name}" is of project "{discovery.project}", which is none of yours: use the id of one`
}

deny contains result.undecided(scrape, $"{pointer}/project", message) if {
	some [scrape, pointer, discovery, projects] in _foreign
	not _all_known(projects)
	message := $`whether "{discovery.project}" is the id of a project of yours is not known: declare their ids`
}

_foreign contains [scrape, pointer, discovery, projects] if {
	some [scrape, pointer, discovery] in monitoring.discovered
	projects := array.concat(resource.linked(scrape, "projects"), resource.linked(scrape, "possible_projects"))
	discovery.project
	every project in projects { object.get(project.values, "id", "") != discovery.project }
}

_all_known(projects) if {
	count(projects) > 0
	every project in projects { known.value(project, "/id") }
}
