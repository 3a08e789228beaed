# METADATA
# title: Discovery of metrics without the API key
# description: |
#   The discovery URL wants the API key as a Bearer token of its own, apart from the one for
#   the targets. Without it the answer is 401, so no target is found.
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
#     prometheus: Give the entry of `http_sd_configs` an `authorization` of type `Bearer` with a `credentials_file`.
#   since: 0.1.0
package policies.rules.monitoring.discovery_authorization

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.result

applies contains scrape.id if some [scrape, _, _] in monitoring.discovered

deny contains result.at(scrape, $"{pointer}/authorization", message) if {
	some [scrape, pointer, discovery] in monitoring.discovered
	not known.unknown(scrape, $"{pointer}/authorization")
	wrong := monitoring.unauthorized(object.get(discovery, "authorization", null))
	message := $`the discovery of scrape "{scrape.name}" {wrong}: give it the API key as a Bearer token`
}

deny contains result.undecided(scrape, $"{pointer}/authorization", message) if {
	some [scrape, pointer, _] in monitoring.discovered
	known.unknown(scrape, $"{pointer}/authorization")
	message := $`how the discovery of scrape "{scrape.name}" is authorized is not known`
}
