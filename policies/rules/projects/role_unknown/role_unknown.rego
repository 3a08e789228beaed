# METADATA
# title: Role that does not exist there
# description: |
#   The name of a role is none that Pinecone defines for whom, or for what, it is given.
#   Pinecone refuses it, or takes it for no role at all, and somebody lacks the access that
#   they were meant to have.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_role_binding, pinecone_invite, pinecone_organization]
#   applies_needs: ["/principal_type?", "/resource_type?", "/sso/default_role?"]
#   environments: production
#   precision: high
#   section: Role-based access controls (RBAC)
#   url: https://docs.pinecone.io/guides/production/security-overview#role-based-access-controls-rbac
#   remediation:
#     terraform: Correct `role` in the `pinecone_role_binding` or the `pinecone_invite`.
#     manifest: Correct `organization.sso.default_role`.
#   since: 0.1.0
package policies.rules.projects.role_unknown

import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.members
import data.policies.lib.result
import data.policies.lib.terraform
import data.policies.lib.text

applies contains thing.id if some [thing, _, _, _, _] in _named

deny contains result.at(thing, pointer, message) if {
	some [thing, pointer, role, principal, on] in _named
	right := members.roles(principal, on)
	not role in right
	not _held(thing, role)
	message := $`no {replace(principal, "_", " ")} can hold the role "{role}" on the {on}: {_advice(right)}`
}

deny contains result.undecided(binding, "/role", message) if {
	some binding in input.resources.pinecone_role_binding
	known.unknown(binding, "/role")
	message := $`the role of role binding "{binding.name}" is not known`
}

# What Pinecone shows of an invitation has role bindings of their own.
deny contains result.undecided(invite, "/role_bindings", message) if {
	some invite in input.resources.pinecone_invite
	terraform.configured(invite)
	_obscure(invite)
	message := $`the roles of invitation "{invite.name}" are not known`
}

deny contains result.undecided(binding, pointer, message) if {
	some [binding, pointer, role, principal, on] in _named
	not role in members.roles(principal, on)
	_held(binding, role)
	who := $`that a {replace(principal, "_", " ")} holds on the {on}`
	message := $`role "{role}", {who}, is none that this version of pinelint knows there`
}

_obscure(invite) if {
	not known.value(invite, "/role_bindings")
	known.hidden(invite, "/role_bindings")
}

_obscure(invite) if {
	some i, _ in known.value(invite, "/role_bindings")
	some part in ["role", "resource_type"]
	known.hidden(invite, $"/role_bindings/{i}/{part}")
}

# What Pinecone itself shows that somebody holds can be held.
_held(binding, role) if live.shown(binding, "role") == role

_advice(right) := $"use {text.quoted(right)}" if right != set()

_advice(right) := "bind it to what it can hold a role on" if right == set()

# An invitation gives roles to the user who accepts it.
_named contains [binding, "/role", known.value(binding, "/role"), principal, on] if {
	some binding in input.resources.pinecone_role_binding
	principal := replace(known.value(binding, "/principal_type"), "invite", "user")
	on := known.value(binding, "/resource_type")
}

_named contains [invite, $"/role_bindings/{i}/role", given.role, "user", given.resource_type] if {
	some invite in input.resources.pinecone_invite
	some i, given in known.value(invite, "/role_bindings")
}

_named contains [organization, "/sso/default_role", role, "user", "organization"] if {
	some organization in input.resources.pinecone_organization
	role := known.value(organization, "/sso/default_role")
}
