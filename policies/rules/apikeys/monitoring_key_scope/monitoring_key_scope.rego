# METADATA
# title: Monitoring key that can write
# description: |
#   The key with which metrics are scraped can also change indexes or records. It stands in
#   the configuration of a monitoring system, which more people read than the project's own
#   secrets.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_project]
#   needs: ["monitoring_key:/roles"]
#   applies_needs: ["/monitoring/api_key?"]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.3]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.5]
#     hipaa: [164.312(a)(1)]
#   section: Monitor with Prometheus
#   url: https://docs.pinecone.io/guides/production/monitoring
#   remediation:
#     terraform: Set `roles = ["ProjectViewer"]` on the `pinecone_api_key`.
#     console: Create a read-only key for the monitor, and delete the other.
#   since: 0.1.0
package policies.rules.apikeys.monitoring_key_scope

import data.policies.lib.apikey
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains project.id if some project in _monitored

deny contains result.elsewhere(result.at(project, "/monitoring/api_key", message), key, "/roles") if {
	some project in _monitored
	some key in resource.linked(project, "monitoring_key")
	writing := apikey.writing(key)
	writing != set()
	can := $`can write by {text.quoted(writing)}`
	message := $`API key "{key.name}" scrapes the metrics of "{project.name}" and {can}: use a viewer's role`
}

deny contains result.undecided(project, "/monitoring/api_key", message) if {
	some project in _monitored
	some key in resource.linked(project, "monitoring_key")
	apikey.unclear(key)
	message := $`what API key "{key.name}" can do, which scrapes the metrics of "{project.name}", is not known`
}

_monitored := [project |
	some project in input.resources.pinecone_project
	known.value(project, "/monitoring/api_key")
]
