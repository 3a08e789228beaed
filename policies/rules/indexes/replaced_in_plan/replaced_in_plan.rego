# METADATA
# title: Plan that deletes an index
# description: |
#   The plan deletes the index, or replaces it by an empty one of the same name. Its records
#   are lost when the plan is applied, and searches find nothing until everything is loaded
#   again.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/change/actions]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC8.1]
#     iso27001: [A.8.32]
#     nist-800-53: [CM-3]
#     pci-dss: [6.5.1]
#     hipaa: [164.312(c)(1)]
#   section: Data deletion
#   url: https://docs.pinecone.io/guides/production/data-deletion
#   remediation:
#     terraform: Take back the change that forces it, or move the records to a second index first.
#   since: 0.1.0
package policies.rules.indexes.replaced_in_plan

import data.policies.lib.result
import data.policies.lib.terraform
import data.policies.lib.text

applies contains index.id if {
	some index in input.resources.pinecone_index
	terraform.actions(index)
}

deny contains result.at(index, "/change/actions", message) if {
	some index in input.resources.pinecone_index
	actions := terraform.actions(index)
	"delete" in actions
	message := $`plan does {text.quoted(actions)} to index "{index.name}", which loses its data: keep it in place`
}
