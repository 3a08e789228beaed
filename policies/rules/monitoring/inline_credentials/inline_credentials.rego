# METADATA
# title: Key in the monitoring configuration
# description: |
#   The configuration holds the credentials themselves. Everyone who can read it, its history
#   included, can use the key, and with a key that can write change the project's data.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [prometheus_scrape]
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17, A.8.12]
#     nist-800-53: [IA-5(7)]
#     pci-dss: [8.3.2]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: Monitor with Prometheus
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     console: Delete the key in the project under API keys, and create another that can only read.
#     prometheus: Put the key into a file that only Prometheus can read, and name it in `credentials_file`.
#   since: 0.1.0
package policies.rules.monitoring.inline_credentials

import data.policies.lib.monitoring
import data.policies.lib.result

deny contains result.at(scrape, $"{pointer}/credentials", message) if {
	some [scrape, pointer, authorization] in monitoring.authorizations
	authorization.credentials == "inline"
	message := $`scrape "{scrape.name}" holds its key in "{scrape.values.file}": revoke it and use a credentials_file`
}

deny contains result.undecided(scrape, pointer, message) if {
	some scrape in input.resources.prometheus_scrape
	some pointer, _ in scrape.unknown
	endswith(pointer, "/authorization")
	message := $`what authorizes scrape "{scrape.name}" is not known, and the key may stand in it`
}
