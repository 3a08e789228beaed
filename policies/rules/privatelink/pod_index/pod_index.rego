# METADATA
# title: Pod index in a project that must be private
# description: |
#   Private endpoints reach serverless indexes only. A pod index in a project that is meant to
#   be private stays on the public internet, or is cut off when public access is turned off.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_index]
#   needs: [/deployment]
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
#     api: Create a serverless index in the region of the endpoint and move the records to it.
#     manifest: Keep the pod index in a project that does not demand private endpoints.
#   since: 0.1.0
package policies.rules.privatelink.pod_index

import data.policies.lib.known
import data.policies.lib.privacy
import data.policies.lib.result

applies contains index.id if some [index, _] in privacy.indexes

deny contains result.at(index, "/deployment", message) if {
	some [index, project] in privacy.indexes
	privacy.demanded(project)
	known.value(index, "/deployment") == "pod"
	message := $`index "{index.name}" is a "pod" index in a private project: make it "serverless"`
}

deny contains result.undecided(index, "/deployment", message) if {
	some [index, project] in privacy.indexes
	privacy.perhaps(project)
	known.value(index, "/deployment") == "pod"
	message := $`it is a "pod" index, and whether project "{project.name}" has to be private is not known`
}
