# METADATA
# title: Private access demanded in a region without private endpoints
# description: |
#   The project is meant to be reached privately, and Pinecone offers no private endpoint in
#   the region that holds this index. It stays reachable over the internet, or becomes
#   unreachable when public access is turned off.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_index]
#   needs: [/region]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.6]
#     iso27001: [A.8.20, A.8.22]
#     nist-800-53: [AC-4, SC-7]
#     pci-dss: [1.4.4]
#     hipaa: [164.312(e)(1)]
#   section: "Configure Private Endpoints: Before you begin"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     manifest: Declare the index in a project that does not demand private endpoints.
#     api: Create the index anew in a region that has a private endpoint service.
#   since: 0.1.0
package policies.rules.privatelink.region_unsupported

import data.policies.lib.known
import data.policies.lib.privacy
import data.policies.lib.result
import data.policies.lib.text

applies contains index.id if some [index, _] in privacy.indexes

deny contains result.at(index, "/region", message) if {
	some [index, project] in privacy.indexes
	privacy.demanded(project)
	region := known.value(index, "/region")
	not region in _offered
	message := $`index "{index.name}" needs private access, which "{region}" does not have: use {text.quoted(_offered)}`
}

deny contains result.undecided(index, "/region", message) if {
	some [index, project] in privacy.indexes
	privacy.perhaps(project)
	region := known.value(index, "/region")
	not region in _offered
	message := $`"{region}" has no private access, and whether project "{project.name}" has to be private is not known`
}

_offered contains region if {
	some region, place in data.facts.regions
	place.service_name
}
