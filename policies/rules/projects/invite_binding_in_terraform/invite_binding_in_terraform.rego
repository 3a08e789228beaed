# METADATA
# title: Role of an invitation that Terraform manages
# description: |
#   The binding gives a role to an invitation. When the invitation is accepted, the role
#   becomes one of the user: Terraform finds its binding gone, and the next apply takes from
#   the new member what they were invited for, or fails.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_role_binding]
#   needs: [/principal_type]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.18]
#     nist-800-53: [AC-2]
#   section: User roles
#   url: https://docs.pinecone.io/guides/production/security-overview#user-roles
#   remediation:
#     terraform: |
#       Name the roles in `role_bindings` of the `pinecone_invite`, and declare a
#       `pinecone_role_binding` for the `pinecone_user` once the invitation is accepted.
#   since: 0.1.0
package policies.rules.projects.invite_binding_in_terraform

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies contains binding.id if {
	some binding in input.resources.pinecone_role_binding
	_managed(binding)
}

deny contains result.at(binding, "/principal_type", message) if {
	some binding in input.resources.pinecone_role_binding
	binding.id in applies
	known.value(binding, "/principal_type") == "invite"
	message := $`role binding "{binding.name}" is of an invitation, and ends when that is accepted: bind the user's role`
}

_managed(binding) if terraform.configured(binding)

_managed(binding) if terraform.actions(binding)
