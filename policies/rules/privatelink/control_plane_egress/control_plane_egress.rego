# METADATA
# title: Private workload without a way to the control plane
# description: |
#   Private endpoints carry reads and writes of records only. Calls that create, configure or
#   describe indexes still go to Pinecone's public address, so a workload that makes them
#   needs a way out of its private network.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: info
#   kind: reliability
#   resources: [pinecone_workload]
#   needs: [/proxy]
#   applies_needs: ["/private?", "/control_plane?"]
#   environments: production
#   precision: medium
#   section: "Configure Private Endpoints: Add a Private Endpoint in Pinecone, note"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     manifest: "Declare `proxy: true` on the workload once it has a proxy or a gateway to api.pinecone.io."
#   since: 0.1.0
package policies.rules.privatelink.control_plane_egress

import data.policies.lib.known
import data.policies.lib.result

applies contains workload.id if {
	some workload in input.resources.pinecone_workload
	known.value(workload, "/private") == true
	known.value(workload, "/control_plane") == true
}

deny contains result.at(workload, "/proxy", message) if {
	some workload in input.resources.pinecone_workload
	workload.id in applies
	known.differs(workload, "/proxy", true)
	message := $`private workload "{workload.name}" calls the control plane and has no egress: declare a proxy`
}
