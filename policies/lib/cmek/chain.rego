package policies.lib.cmek

import data.policies.lib.access
import data.policies.lib.result

# METADATA
# description: |
#   The way from Pinecone to a key, for result.chained: Pinecone's role, the trust policy that
#   it comes through, the role, the role's permissions, the key's policy, the key. Each link
#   says whether it holds, is broken or is open. `asked` is the answer of the trust policy that
#   is in question; request gives the one that matters most.
chain(role, asked, key) := array.concat(entry(role, asked), _use(role, key))

# METADATA
# description: The links up to the role, where no key is known, or for a trust policy in a file.
entry(role, asked) := [
	result.outside("Pinecone's role", $"{asked.principal} asks to assume it", "holds"),
	result.link("trust policy", {"id": asked.place.resource}, asked.place.pointer, asked.place.clause, _state(asked)),
	result.link("role", role, "", role.name, "holds"),
]

# METADATA
# description: |
#   What the trust policy says to Pinecone: to the request with the registered external id,
#   or else with the policy's own, or else with none; in a region that holds indexes, or that
#   it names, if there is one; to one that gets in, if there is any.
request(role) := array.concat(_requests(role), [_unheard(role)])[0]

_requests(role) := [answer |
	asked := [answer |
		some answer in object.get(role.access, "assume", [])
		answer.kind == "pinecone"
		answer.action == "sts:AssumeRole"
	]
	some external_id in ["registered", "own", "none"]
	some near in [true, false]
	some effect in ["allowed", "unknown", "implicitDeny", "explicitDeny"]
	some answer in asked
	answer.external_id == external_id
	answer.effect == effect
	_near(role, answer) == near
]

_near(role, answer) := answer.region in access.index_regions(role) if {
	access.index_regions(role)
} else := answer.region in access.named_regions(role)

_unheard(role) := {
	"principal": "Pinecone's role of a region",
	"effect": "unknown",
	"place": {"resource": role.id, "pointer": "/assume_role_policy", "clause": "was not read"},
}

_use(role, key) := [
	_link("permissions", _part(key, answer, "identity"), {"resource": role.id, "pointer": ""}),
	_link("key policy", _part(key, answer, "resource"), {"resource": key.id, "pointer": "/policy"}),
	result.link("key", key, "", key.name, "holds"),
] if {
	answer := _decisive(role, key)
} else := []

_link(title, part, fallback) := result.link(title, {"id": place.resource}, place.pointer, part.clause, part.state) if {
	place := object.union(fallback, object.get(part, "place", {}))
}

# What is refused tells most, then what nobody knows.
_decisive(role, key) := array.flatten([
	barred(role, key),
	[answer | some answer in _needed(role, key); answer.effect == "unknown"],
	_needed(role, key),
])[0]

_needed(role, key) := answers(role, key, data.facts.kms.needed.actions)

# What one half says: the part of it that decides, or how it stands where another does.
_part(key, answer, half) := {"state": state, "clause": place.clause, "place": place} if {
	state := _state(answer)
	place := [place |
		some place in _places(answer)
		_side(place, key) == half
	][0]
} else := {"state": "open", "clause": "the key's policy was not read"} if {
	half == "resource"
	key.values.key
} else := {"state": "open", "clause": "a Deny decides without it"} if {
	answer.effect == "explicitDeny"
} else := {"state": "open", "clause": "depends on what is not known"} if {
	answer.effect == "unknown"
} else := {"state": "holds", "clause": "lets it in"} if {
	half == "resource"
} else := {"state": "holds", "clause": "has none of its own, and needs none"} if {
	answer.effect == "allowed"
} else := {"state": "holds", "clause": $"lets it {answer.action}"}

_places(answer) := answer.depends_on if {
	answer.effect == "unknown"
} else := array.concat([answer.place], object.get(answer, "beside", []))

_side(place, key) := "resource" if place.resource == key.id

_side(place, key) := "identity" if place.resource != key.id

_state(answer) := {
	"allowed": "holds",
	"unknown": "open",
	"implicitDeny": "broken",
	"explicitDeny": "broken",
}[answer.effect]
