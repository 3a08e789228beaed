# METADATA
# title: Login around single sign-on
# description: |
#   The audit log says that a member signed in otherwise than with single sign-on, which the
#   manifest says is enforced for their e-mail domain. Whoever is removed at the identity
#   provider can come in that way, and so can a stranger with a password. What of a login's
#   event tells the way is documented nowhere, so the manifest has to say it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_audit_principal]
#   needs: [/logins]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1, CC7.2, CC7.3]
#     iso27001: [A.8.5, A.8.16]
#     nist-800-53: [AU-6, IA-2]
#     pci-dss: [10.4.1]
#     hipaa: [164.308(a)(1)(ii)(D), 164.308(a)(5)(ii)(C), 164.312(d)]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: |
#       Ask who is named whether it was they. If it was not, remove the member, and rotate the API keys that they could
#       read or make. Under Settings, Manage, see that Enforce SSO for all users is still chosen.
#     manifest: >-
#       Name the parameter that tells the way as `organization.sso.login_parameter`, with all values that mean single
#       sign-on.
#   since: 0.1.0
package policies.rules.activity.sso_bypass

import data.policies.lib.activity
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

_declared := "/sso/login_parameter/values"

_asking := ["/sso/enforced", "/sso/email_domains", _declared]

_advice := "see that it is still enforced, and unless it was they, remove the member and rotate the keys that they saw"

applies contains principal.id if {
	some principal in _signed_in
	some acme in resource.linked(principal, "organization")
	_asked(principal, acme)
}

deny contains result.beside(result.at(principal, "/logins", message), acme, _declared, "the right ones stand here") if {
	some principal in _signed_in
	some acme in resource.linked(principal, "organization")
	_certain(principal, acme)
	around := _around(principal, acme)
	message := $`{activity.who(principal)} signed in {around}: {_advice}`
}

deny contains result.undecided(principal, "/logins", message) if {
	some principal in _signed_in
	some acme in resource.linked(principal, "organization")
	_asked(principal, acme)
	not _certain(principal, acme)
	around := _around(principal, acme)
	message := $`whether {activity.who(principal)} had to use single sign-on is not known: they signed in {around}`
}

deny contains result.undecided(principal, "/logins", message) if {
	some principal in _signed_in
	some acme in resource.linked(principal, "organization")
	not _asked(principal, acme)
	every pointer in _asking { known.perhaps(acme, pointer) }
	not _exempt(principal, acme)
	message := $`whether {activity.who(principal)} had to use single sign-on is not known: nor is all that is declared`
}

# Also those of whom only the unread part of a log may have a login.
_signed_in contains principal if {
	some principal in input.resources.pinecone_audit_principal
	known.size(principal, "/logins") > 0
}

_signed_in contains principal if {
	some principal in input.resources.pinecone_audit_principal
	known.hidden(principal, "/logins")
}

# Who has to use single sign-on, as far as their address tells.
_asked(principal, acme) if {
	every pointer in _asking { known.value(acme, pointer) }
	not _exempt(principal, acme)
}

_exempt(principal, acme) if {
	not known.hidden(acme, "/sso/email_domains")
	every user in resource.linked(principal, "identities") { not known.hidden(user, "/email") }
	count(_domains(principal)) > 0
	not _member(principal, acme)
}

_certain(principal, acme) if {
	_asked(principal, acme)
	_member(principal, acme)
	not known.hidden(acme, "/sso/login_parameter")
}

_member(principal, acme) if {
	some domain in known.value(acme, "/sso/email_domains")
	lower(domain) in _domains(principal)
}

# What stands behind the last @ of a user's addresses, by the log and by Pinecone.
_domains(principal) := {lower(parts[count(parts) - 1]) |
	some user in array.concat([principal], resource.linked(principal, "identities"))
	some pointer in ["/principal_name", "/email"]
	parts := split(known.value(user, pointer), "@")
	count(parts) > 1
}

# The last login by another way than those that are declared, and how many there were. Undefined
# where all were by these.
_around(principal, acme) := $`by "{last.value}" at "{last.last_at}" in "{last.key}", line "{last.line}", {number}` if {
	ways := [login |
		some login in known.value(principal, "/logins")
		value := login.value
		not value in known.value(acme, _declared)
	]
	latest := max([login.last_at | some login in ways])
	last := [login | some login in ways; login.last_at == latest][0]
	number := $`the last of "{sum([login.count | some login in ways])}" logins around single sign-on`
}
