package policies.lib.cmek

# METADATA
# description: |
#   What a role may do beside using its keys, each with the part of a policy that lets it. What
#   a statement allows that also lets it destroy a key is left out, unless it is about other
#   services: one repair is enough.
excess(role) := array.concat(_administering(role), [grant |
	some answer in object.get(role.access, "elsewhere", [])
	_surely(answer)
	grant := {"part": _statement(answer.place), "place": answer.place, "what": answer.place.clause}
	not _told(role, answer, grant.part)
])

# METADATA
# description: Why it cannot be told whether a role may do more, the first reason alone.
excess_doubts(role) := array.slice(_open(role), 0, 1)

_administering(role) := [grant |
	some key in used(role)
	some answer in answers(role, key, data.facts.kms.administering.actions)
	answer.effect == "allowed"
	place := granting(key, answer)
	grant := {"part": _statement(place), "place": place, "what": $`{answer.action} on key "{key.name}"`}
	not grant.part in _destroying(role)
]

# A condition on what Pinecone may send stops nothing.
_surely(answer) if answer.effect == "allowed"

_surely(answer) if {
	answer.conditional
	not _of_kms(answer)
}

_told(role, answer, part) if {
	_of_kms(answer)
	part in _destroying(role)
}

_of_kms(answer) if startswith(lower(answer.action), "kms:")

_destroying(role) := {_statement(granting(key, answer)) |
	some key in used(role)
	some answer in destroying(role, key)
}

# The statement that a place is in, by the id of its resource and its pointer.
_statement(place) := [place.resource, regex.find_n(`^.*/Statement(/[0-9]+)?`, place.pointer, 1)]

_open(role) := [[place.pointer, clause] |
	some place in array.flatten([
		object.get(role.access, "unread", []),
		_unnamed(role),
		[answer.depends_on[0] | some answer in _undecided(role)],
	])
	clause := $"what else it may do is not known: {place.clause}"
]

# The actions of its statements that are not known.
_unnamed(role) := [place |
	some statement in object.get(role.access, "permissions", [])
	object.get(statement, "effect", "Allow") == "Allow"
	some place in object.get(statement, "unknown", [])
	regex.match(`/(Not)?Action(/[0-9]+)?$`, place.pointer)
]

_undecided(role) := array.concat(
	[answer |
		some answer in object.get(role.access, "elsewhere", [])
		answer.effect == "unknown"
		not _surely(answer)
	],
	[answer |
		some key in used(role)
		some answer in answers(role, key, data.facts.kms.administering.actions)
		answer.effect == "unknown"
	],
)
