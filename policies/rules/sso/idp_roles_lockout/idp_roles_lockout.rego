# METADATA
# title: Roles from the identity provider without an owner
# description: |
#   Roles come from the identity provider, and no owner of today gets pinecone:OrgOwner from it, or
#   single sign-on is not enforced. Pinecone gives everybody exactly the roles that it is sent, so
#   the organization is left without anybody who may change that.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [pinecone_organization]
#   applies_needs: ["/sso/roles_from?"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.29]
#     hipaa: [164.312(a)(2)(ii)]
#   section: Manage roles with Okta
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta-role-management
#   remediation:
#     console: >-
#       Give a current owner the value `pinecone:OrgOwner` at the identity provider, see it in a preview of the
#       assertion, and only then let roles come from there.
#     manifest: Declare who gets what as `organization.sso.role_mapping`, and the owners as `organization.owners`.
#   since: 0.1.0
package policies.rules.sso.idp_roles_lockout

import data.policies.lib.idp
import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.result
import data.policies.lib.text

_owner := data.facts.sso.roles.owner

applies contains acme.id if some acme in idp.ruled

deny contains result.at(acme, "/sso/enforced", message) if {
	some acme in idp.ruled
	known.differs(acme, "/sso/enforced", true)
	message := $`the identity provider gives roles in "{acme.name}", and members may go around it: enforce single sign-on`
}

deny contains result.at(acme, "/sso/role_mapping", message) if {
	some acme in idp.ruled
	owners := organization.owners(acme)
	owners != set()
	idp.owners(acme) & owners == set()
	not organization.may_have_more_owners(acme)
	message := $`none of the owners {text.first(owners, 3)} of "{acme.name}" gets "{_owner}": give it to one of them`
}

deny contains result.beside(result.at(acme, "/sso/roles_from", message), app, "/attribute_statements", "none") if {
	some [acme, app] in idp.silent
	message := $`"{app.name}" sends no attribute "roles", so every member loses all roles: send "{_owner}" to an owner`
}

deny contains result.undecided(acme, "/sso/role_mapping", message) if {
	some acme in idp.ruled
	not _safe(acme)
	message := $`nothing says that an owner of "{acme.name}" gets "{_owner}": declare "role_mapping" and "owners"`
}

_safe(acme) if {
	known.value(acme, "/sso/enforced") == true
	idp.owners(acme) & organization.owners(acme) != set()
}
