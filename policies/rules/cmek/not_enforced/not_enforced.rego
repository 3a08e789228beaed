# METADATA
# title: Required customer-managed key not enforced
# description: |
#   The project's data must be encrypted with a key of your own, since the manifest requires
#   it or lint.cmek_data_classes has one of its data classes, and the project takes data
#   without one. Pinecone then encrypts with its own keys, and you cannot cut off access by
#   disabling yours.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_project]
#   needs: [/force_encryption_with_cmek]
#   applies_needs: ["/cmek/required?", "/data_classes?"]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12, SC-28(1)]
#     hipaa: [164.312(a)(2)(iv)]
#   section: Create a CMEK-enabled project
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Set `force_encryption_with_cmek = true` on the `pinecone_project`. It cannot be turned
#       off again.
#     manifest: |
#       Where the demand is a mistake, set `cmek.required: false` for the project.
#     console: |
#       Create a project with "Encrypt with Customer Managed Encryption Key" and move the
#       indexes into it.
#     api: |
#       PATCH /admin/projects/{project_id} with `{"force_encryption_with_cmek": true}`.
#   since: 0.1.0
package policies.rules.cmek.not_enforced

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform
import data.policies.lib.text

applies contains project.id if {
	some project in input.resources.pinecone_project
	_demanded(project)
}

deny contains result.at(project, "/force_encryption_with_cmek", message) if {
	some project in input.resources.pinecone_project
	known.differs(project, "/force_encryption_with_cmek", true)
	why := _demanded(project)
	attribute := terraform.called(project, "force_encryption_with_cmek")
	message := $`project "{project.name}" enforces no key and has to{why}: set {attribute} to "true"`
}

_demanded(project) := "" if {
	known.value(project, "/cmek/required") == true
} else := $` for its data class {text.quoted(classes)}` if {
	not _excepted(project)
	classes := {class | some class in known.value(project, "/data_classes"); lower(class) in _sensitive}
	classes != set()
}

_excepted(project) if known.value(project, "/cmek/required") == false

_sensitive contains lower(class) if some class in data.settings.cmek_data_classes
