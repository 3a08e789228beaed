# METADATA
# title: Old invitation to change something
# description: |
#   An invitation with a role that can change indexes, records or members was not accepted
#   in time. Nobody waits for it, and whoever comes to read that mailbox can still be let in
#   by having it sent once more.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: security
#   resources: [pinecone_invite, pinecone_organization]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.2]
#     iso27001: [A.5.18]
#     nist-800-53: [AC-2]
#     pci-dss: [8.2.4]
#     hipaa: [164.308(a)(4)(ii)(C)]
#   section: User roles
#   url: https://docs.pinecone.io/guides/production/security-overview#user-roles
#   remediation:
#     console: Go to Settings, Access, Members, and revoke the invitation.
#     api: DELETE /admin/invites/{invite_id}; where the person is still to come, invite anew.
#   since: 0.1.0
package policies.rules.projects.stale_invite

import data.policies.lib.age
import data.policies.lib.known
import data.policies.lib.listing
import data.policies.lib.members
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains invite.id if some invite in _open

deny contains result.at(invite, "/status", message) if {
	some invite in _open
	members.powers(invite) != set()
	why := _stale(invite)
	of := $`"{_called(invite)}" with {text.quoted(members.powers(invite))}`
	message := $`invitation of {of} {why}: revoke it, and invite anew who is still to come`
}

deny contains result.undecided(invite, "/created_at", message) if {
	some invite in _open
	not _stale(invite)
	not _dated(invite)
	message := $`how old the invitation of "{_called(invite)}" is is not known`
}

deny contains result.undecided(invite, "/status", message) if {
	some invite in _open
	_stale(invite)
	members.powers(invite) == set()
	why := known.withheld(resource.linked(invite, "organization")[0], "/usage/role_binding_count")
	message := $`the roles of the old invitation of "{_called(invite)}" are not known: {why}`
}

deny contains result.undecided(invite, "/status", message) if {
	some invite in _open
	_stale(invite)
	members.powers(invite) == set()
	some binding in _perhaps(invite)
	message := $`role binding "{binding.name}" may give the old invitation of "{_called(invite)}" a role`
}

deny contains result.undecided(invite, "/status", message) if {
	some invite in input.resources.pinecone_invite
	known.asked(invite)
	known.hidden(invite, "/status")
	message := $`whether the invitation of "{_called(invite)}" was accepted is not known`
}

deny contains gap if some gap in listing.gaps("pinecone_organization", "invite")

_open := [invite |
	some invite in input.resources.pinecone_invite
	known.value(invite, "/status") in {"pending", "expired"}
]

_stale(invite) := "has expired" if {
	age.judged_at(invite) > age.moment(known.value(invite, "/expires_at"))
} else := "has expired" if {
	known.value(invite, "/status") == "expired"
} else := $`is "{days}" days old` if {
	days := age.days(invite, known.value(invite, "/created_at"))
	days >= data.facts.invites.lifetime.days
}

_dated(invite) if age.moment(known.value(invite, "/created_at"))

_called(invite) := known.value(invite, "/email")

_called(invite) := invite.name if not known.value(invite, "/email")

# The role bindings that may give an invitation a role to change something.
_perhaps(invite) := array.concat(
	[binding |
		some binding in resource.linked(invite, "role_bindings")
		known.hidden(binding, "/role")
	],
	[binding |
		some organization in resource.linked(invite, "organization")
		some binding in resource.linked(organization, "role_bindings")
		known.hidden(binding, "/principal_id")
		not known.differs(binding, "/principal_type", "invite")
		not _harmless(binding)
	],
)

_harmless(binding) if {
	role := known.value(binding, "/role")
	not members.writes(role)
}
