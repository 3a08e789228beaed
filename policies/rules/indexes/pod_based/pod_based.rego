# METADATA
# title: Pod index
# description: |
#   The index runs on pods, which Pinecone's current API no longer creates. It cannot be made
#   anew after a loss, ignores the roles of API keys, and does not scale by itself.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/deployment]
#   environments: production
#   precision: very-high
#   section: Design your indexes for scale
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     api: Create a serverless index, load the records into it, switch the clients, and delete the pod index.
#     terraform: Declare a new `pinecone_index` with `spec.serverless`.
#   since: 0.1.0
package policies.rules.indexes.pod_based

import data.policies.lib.known
import data.policies.lib.result

deny contains result.at(index, "/deployment", message) if {
	some index in input.resources.pinecone_index
	known.value(index, "/deployment") == "pod"
	message := $`index "{index.name}" is of deployment "pod": move it to "serverless"`
}
