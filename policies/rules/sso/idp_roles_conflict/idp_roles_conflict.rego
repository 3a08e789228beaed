# METADATA
# title: Roles managed by Terraform and by the identity provider
# description: |
#   While roles come from the identity provider, Pinecone refuses to invite members and to change
#   their roles otherwise: the apply fails, and until then both fight over who may do what.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_role_binding, pinecone_invite]
#   needs: [/principal_type]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.18]
#     nist-800-53: [AC-2]
#   section: "Manage roles with Okta: how it works"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta-role-management
#   remediation:
#     terraform: Remove the resource from the state and the configuration, and give the role at the identity provider.
#     console: Or choose Manage roles in Pinecone under Settings, Access, Identity provider.
#   since: 0.1.0
package policies.rules.sso.idp_roles_conflict

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

applies contains managed.id if some [_, managed, _] in _managed

deny contains result.beside(result.at(managed, "", message), acme, "/sso/roles_from", "declared here") if {
	some [type, managed, acme] in _managed
	_of_member(type, managed)
	message := $`"{managed.name}" gives members roles, and so does the identity provider: leave it to one of them`
}

deny contains result.undecided(managed, "", message) if {
	some [_, managed, acme] in _configured
	known.hidden(acme, "/sso/roles_from")
	message := $`whether the identity provider gives roles in "{acme.name}" is not known`
}

# A service account and a key have their roles in Pinecone all the same.
_of_member("pinecone_invite", _)

_of_member("pinecone_role_binding", binding) if known.value(binding, "/principal_type") in {"user", "invite"}

_managed contains [type, managed, acme] if {
	some [type, managed, acme] in _configured
	known.value(acme, "/sso/roles_from") in {"saml", "scim"}
}

_configured contains [type, managed, acme] if {
	some type in ["pinecone_role_binding", "pinecone_invite"]
	some managed in input.resources[type]
	terraform.configured(managed)
	some acme in resource.linked(managed, "organization")
}
