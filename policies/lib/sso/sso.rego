# METADATA
# description: The single sign-on of an organization, and what its identity provider has for it.
package policies.lib.sso

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: The organizations that have single sign-on.
on contains organization if {
	some organization in input.resources.pinecone_organization
	known.value(organization, "/sso/enabled") == true
}

# METADATA
# description: The organizations whose roles come from the identity provider, and how.
from_provider := {organization.id: how | # regal ignore:prefer-set-or-object-rule
	# As a rule for each organization, all would be searched for each.
	some organization in input.resources.pinecone_organization
	how := known.value(organization, "/sso/roles_from")
	how in {"saml", "scim"}
}

# METADATA
# description: Pinecone's applications in Okta.
apps contains app if {
	some app in input.resources.okta_app_saml
	"sso" in app.purposes
}

# METADATA
# description: |
#   The certificate that signs, with its pointer: of a file that begins with it the first, of
#   metadata the one that lasts longest.
signing(file) := [$"/certificates/{index}", file.values.certificates[index]] if {
	known.value(file, "/form") == "metadata"
	latest := max([one.not_after | some one in file.values.certificates])
	index := min([at | some at, one in file.values.certificates; one.not_after == latest])
} else := ["/certificates/0", file.values.certificates[0]]

# METADATA
# description: Hours from now until a time, in RFC 3339; negative once it is over.
hours_until(end) := (time.parse_rfc3339_ns(end) - time.now_ns()) / 3600000000000

# METADATA
# description: The host of a URL, in small letters. Undefined where a user's name stands before it.
host(url) := lower(found[0][1]) if {
	found := regex.find_all_string_submatch_n(`^[A-Za-z][A-Za-z0-9+.-]*://([^/?#@:]+)(?::[0-9]+)?(?:[/?#]|$)`, url, 1)
}

# METADATA
# description: True where a host is one of these names, or below one.
# scope: document
within(host_name, names) if host_name in {lower(name) | some name in names}

within(host_name, names) if strings.any_suffix_match(host_name, [$".{lower(name)}" | some name in names])

# METADATA
# description: The organization that a resource of the identity provider belongs to.
organization_of(thing) := resource.linked(thing, "organization")[0]
