# METADATA
# title: Placeholder left in the monitoring configuration
# description: |
#   PROJECT_ID, API_KEY or YOUR_ENVIRONMENT still stands where the guide's snippet has it. Pinecone
#   refuses the request, or nobody answers it, so nothing is scraped.
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
#     prometheus: Write the project's id, which the console shows, and name a file with the key in `credentials_file`.
#   since: 0.1.0
package policies.rules.monitoring.placeholder

import data.policies.lib.known
import data.policies.lib.monitoring
import data.policies.lib.result

deny contains result.at(scrape, $"{pointer}/url", message) if {
	some [scrape, pointer, discovery] in monitoring.discovered
	left := regex.find_all_string_submatch_n(`/projects?/([^/]+)/`, discovery.url, 1)[0][1]
	not discovery.project
	not startswith(left, "${") # the id of a project that the same code makes
	not known.unknown(scrape, $"{pointer}/project")
	message := $`scrape "{scrape.name}" still has the placeholder "{left}": write the project's id`
}

deny contains result.undecided(scrape, $"{pointer}/url", message) if {
	some [scrape, pointer, _] in monitoring.discovered
	_is_filled_in(scrape, pointer)
	message := $`a part of the URL of scrape "{scrape.name}" is filled in later, and may be a placeholder`
}

deny contains result.at(scrape, $"/targets/{index}", message) if {
	some scrape in input.resources.prometheus_scrape
	some index, target in known.value(scrape, "/targets")
	is_string(target)
	left := regex.find_all_string_submatch_n(_target, target, 1)[0][1]
	message := $`scrape "{scrape.name}" still has the placeholder "{left}" in a target: write where the metrics are`
}

deny contains result.at(scrape, $"{pointer}/credentials", message) if {
	some [scrape, pointer, authorization] in monitoring.authorizations
	authorization.credentials == "placeholder"
	message := $`scrape "{scrape.name}" still has a placeholder as its credentials: name a file with the API key`
}

_is_filled_in(scrape, pointer) if known.hidden(scrape, $"{pointer}/url")

_is_filled_in(scrape, pointer) if known.hidden(scrape, $"{pointer}/project")

_target := `(?:^|[.-])(<[^<>]+>|[A-Z]+(?:_[A-Z]+)+|REGION|ENVIRONMENT|PROJECT|INDEX)(?:[.:/-]|$)`
