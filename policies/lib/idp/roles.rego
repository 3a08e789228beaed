package policies.lib.idp

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.sso

# METADATA
# description: The organizations in which the identity provider gives roles.
ruled contains organization if {
	some organization in input.resources.pinecone_organization
	sso.from_provider[organization.id]
}

# METADATA
# description: |
#   Who is given the owner's role, in small letters: nobody, where a mapping is declared
#   without it. Undefined where none is declared, or it does not say to whom.
owners(organization) := {lower(email) |
	some one in known.value(organization, "/sso/role_mapping")
	one.value == data.facts.sso.roles.owner
	some email in one.members
} if {
	every one in known.value(organization, "/sso/role_mapping") { _says(one) }
}

_says(one) if one.value != data.facts.sso.roles.owner

_says(one) if one.members

# METADATA
# description: |
#   Organizations that read roles from SAML, with an application that sends none for certain.
silent contains [organization, app] if {
	some organization in ruled
	sso.from_provider[organization.id] == "saml"
	some app in resource.linked(organization, "sso_apps")
	not known.unknown(app, "/attribute_statements")
	every statement in known.value_or(app, "/attribute_statements", []) {
		statement.name != data.facts.sso.roles.attribute
	}
}
