# METADATA
# title: Owner role granted
# description: |
#   The audit log says that somebody became owner of the organization or of a project in the
#   period. An owner can delete all that is there and make others owners, so that each must
#   be wanted.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_audit_event]
#   needs: [/role]
#   applies_needs: [/action, /resource_type]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3, CC7.3]
#     iso27001: [A.5.18, A.8.2, A.8.16]
#     nist-800-53: [AC-2, AU-6]
#     pci-dss: [10.4.1]
#     hipaa: [164.308(a)(1)(ii)(D), 164.308(a)(4)(ii)(C)]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: Ask who is named whether it was meant, and else give the member a lesser role under Members.
#   since: 0.1.0
package policies.rules.activity.privilege_granted

import data.policies.lib.activity
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.text

applies contains event.id if some event in _grants

deny contains result.at(event, "/role", message) if {
	some event in _grants
	role := known.value(event, "/role")
	_owns(role)
	did := $`{activity.who(event)} gave {_whom(event)} the role "{role}" at "{known.value(event, "/time")}"`
	message := $`{did}: make sure that it was meant, and else give a lesser role`
}

_grants := activity.events({"create", "update"}, {"user"})

# The documents do not say how an event spells a role.
_owns(role) if {
	plain := regex.replace(lower(role), `[^a-z]`, "")
	plain in (_owners | {"owner", "organizationowner"})
}

_owners contains lower(name) if {
	some name, role in data.facts.roles
	role.members
}

_whom(event) := text.quoted(known.value(event, "/members"))

_whom(event) := "a member" if not known.value(event, "/members")
