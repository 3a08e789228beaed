# METADATA
# title: Scrape whose targets get no API key
# description: |
#   The targets that discovery finds want the API key as a Bearer token too. Without it they
#   answer 401, and there are no metrics although discovery works.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
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
#     prometheus: Give the job an `authorization` of type `Bearer` with a `credentials_file`.
#   since: 0.1.0
package policies.rules.monitoring.target_authorization

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.result

deny contains result.at(scrape, "/authorization", message) if {
	some scrape in input.resources.prometheus_scrape
	not known.unknown(scrape, "/authorization")
	wrong := monitoring.unauthorized(object.get(scrape.values, "authorization", null))
	message := $`scrape "{scrape.name}" {wrong} for its targets: give them the API key as a Bearer token`
}

deny contains result.undecided(scrape, "/authorization", message) if {
	some scrape in input.resources.prometheus_scrape
	known.unknown(scrape, "/authorization")
	message := $`how scrape "{scrape.name}" is authorized for its targets is not known`
}
