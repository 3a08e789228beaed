# METADATA
# title: API key that can do nothing
# description: |
#   None of the key's roles permits anything, or it has none. Its program gets 403 for every
#   request; a key that no program needs is best deleted.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_api_key]
#   needs: [/roles]
#   environments: production
#   precision: high
#   section: "API keys: Control plane permissions, Data plane permissions"
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     terraform: Set `roles` on the `pinecone_api_key` to what its program does, or remove the resource.
#     console: Change the key's permissions, or delete the key.
#   since: 0.1.0
package policies.rules.apikeys.no_role

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.text

deny contains result.at(key, "/roles", message) if {
	some key in input.resources.pinecone_api_key
	roles := known.value(key, "/roles")
	every role in roles { _idle(role) }
	message := $`API key "{key.name}" has {_named(roles)}, which permits nothing: give it the roles that its program needs`
}

_named(roles) := "no role" if roles == []

_named(roles) := text.quoted({role | some role in roles}) if roles != []

# The documents call it so where a key has no permission of one of the planes.
_idle(role) if {
	is_string(role)
	lower(role) == "none"
}

_idle(role) if {
	data.facts.roles[role].control_plane == "none"
	data.facts.roles[role].data_plane == "none"
}
