# METADATA
# description: API keys, and what their roles let them do.
package policies.lib.apikey

import data.policies.lib.known
import data.policies.lib.members

# METADATA
# description: |
#   The roles that a key holds, also where it names none. Undefined where they are not known;
#   null stands for one that is not.
roles(key) := known.value_or(key, "/roles", data.facts.keys.default.roles)

# METADATA
# description: The roles by which a key can change indexes or records.
writing(key) := {role | some role in roles(key); members.writes(role)}

# METADATA
# description: True where a key certainly reads and writes no records.
manages_only(key) if {
	not unclear(key)
	every role in roles(key) { data.facts.roles[role].data_plane == "none" }
}

# METADATA
# scope: document
# description: True where nobody knows all that a key can do.
unclear(key) if not roles(key)

unclear(key) if {
	some role in roles(key)
	not data.facts.roles[role]
}
