# METADATA
# title: API key with a role that no key can hold
# description: |
#   Pinecone refuses to create the key, or the key lacks what its program was meant to do.
#   Owner, manager and member roles are for people and service accounts only.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_api_key]
#   needs: [/roles]
#   environments: production
#   precision: high
#   section: API keys
#   url: https://docs.pinecone.io/guides/production/security-overview#api-keys
#   remediation:
#     terraform: Set `roles` on the `pinecone_api_key` to roles that a key can hold.
#   since: 0.1.0
package policies.rules.apikeys.role_unknown

import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.result
import data.policies.lib.text

deny contains result.at(key, pointer, message) if {
	some [key, pointer, role] in _strange
	not _held(key, role)
	message := $`API key "{key.name}" names role "{role}": use {text.quoted(_roles)}`
}

deny contains result.undecided(key, pointer, message) if {
	some [key, pointer, role] in _strange
	_held(key, role)
	message := $`API key "{key.name}" holds role "{role}", which this version of pinelint does not know`
}

_strange contains [key, $"/roles/{index}", role] if {
	some key in input.resources.pinecone_api_key
	some index, role in known.value(key, "/roles")
	is_string(role)
	not role in _roles
}

# What Pinecone itself shows that a key holds, it can hold.
_held(key, role) if role in live.shown(key, "roles")

_roles contains name if {
	some name, role in data.facts.roles
	"api_key" in role.holders
}
