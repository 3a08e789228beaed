# METADATA
# title: Scrape whose targets get no API key
# description: |
#   The targets that discovery finds want the API key as a Bearer token too. Without it they
#   answer 401, and there are no metrics although discovery works. Over plain HTTP, which
#   Prometheus uses where nothing is said, a key can be read on the way.
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

deny contains result.at(scrape, "/scheme", message) if {
	some [scrape, target] in _listed
	known.value(scrape, "/scheme") == "http"
	message := $`scrape "{scrape.name}" asks "{target}" over plain HTTP, where its key can be read: set scheme to https`
}

deny contains result.undecided(scrape, "/authorization", message) if {
	some scrape in input.resources.prometheus_scrape
	known.unknown(scrape, "/authorization")
	message := $`how scrape "{scrape.name}" is authorized for its targets is not known`
}

deny contains result.undecided(scrape, "/scheme", message) if {
	some [scrape, _] in _listed
	known.hidden(scrape, "/scheme")
	message := $`whether the key of scrape "{scrape.name}" is encrypted on its way is not known`
}

_listed contains [scrape, target] if {
	some scrape in input.resources.prometheus_scrape
	some target in known.value(scrape, "/targets")
	contains(lower(target), ".pinecone.io")
}
