# METADATA
# title: Index that a Terraform plan may destroy
# description: |
#   Nothing in the configuration stops a plan that deletes or replaces the index. Changing its
#   name, dimension, metric or region replaces it, and the new index is empty.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/lifecycle/prevent_destroy]
#   environments: production
#   precision: very-high
#   patch: true
#   controls:
#     soc2: [CC8.1]
#     iso27001: [A.8.32]
#     nist-800-53: [CM-3]
#     pci-dss: [6.5.1]
#     hipaa: [164.312(c)(1)]
#   section: Data deletion
#   url: https://docs.pinecone.io/guides/production/data-deletion
#   remediation:
#     terraform: Add `lifecycle { prevent_destroy = true }` to the `pinecone_index`. Pulumi has the option `protect`.
#   since: 0.1.0
package policies.rules.indexes.prevent_destroy

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies contains index.id if {
	some index in input.resources.pinecone_index
	terraform.configured(index)
}

deny contains result.patched(found, [result.set("/lifecycle/prevent_destroy", true)]) if {
	some index in input.resources.pinecone_index
	terraform.configured(index)
	known.differs(index, "/lifecycle/prevent_destroy", true)
	message := $`index "{index.name}" can be destroyed by a plan: set {terraform.guard(index)}`
	found := result.at(index, "/lifecycle/prevent_destroy", message)
}
