# METADATA
# title: Key or role of a live project deleted by a plan
# description: |
#   The plan deletes or replaces the key, or the role that Pinecone reaches it with, while
#   indexes depend on it. Without either their data cannot be decrypted, and a project
#   cannot be given another key.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_kms_key, aws_iam_role]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC8.1, A1.2]
#     iso27001: [A.8.24, A.8.32]
#     nist-800-53: [CM-3, SC-12(1)]
#     pci-dss: [6.5.1]
#     hipaa: [164.312(c)(1)]
#   section: Delete a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Keep the resource: undo the change that replaces it, or delete the project's indexes
#       first.
#     cloudformation: "Keep the resource: undo the change that replaces it, or delete the project's indexes first."
#   since: 0.1.0
package policies.rules.cmek.key_deleted_in_plan

import data.policies.lib.cmek
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

applies contains part.id if {
	some part in _parts
	terraform.actions(part)
}

deny contains result.at(part, "/change/actions", message) if {
	some part in _parts
	"delete" in terraform.actions(part)
	_needed(part)
	change := concat(" and ", terraform.actions(part))
	message := $`"{part.name}" is up for "{change}" and indexes may depend on it: keep it`
}

_parts contains key if some key in cmek.keys

_parts contains role if {
	some role in input.resources.aws_iam_role
	"cmek" in role.purposes
}

# Which project depends on it is not known: it may have indexes.
_needed(part) if resource.linked(part, "projects") == []

_needed(part) if {
	some project in resource.linked(part, "projects")
	some index in resource.linked(project, "indexes")
	object.get(index.values, ["change", "actions"], []) != ["delete"]
}
