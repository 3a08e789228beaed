package policies.lib.cmek

# METADATA
# description: |
#   What a role may do beside using its keys and destroying them, each with the part of a policy
#   that lets it.
excess(role) := array.concat(_administering(role), [grant |
	some answer in object.get(role.access, "elsewhere", [])
	_surely(answer)
	grant := {"part": _statement(answer.place), "place": answer.place, "what": answer.place.clause}
])

# METADATA
# description: Why it cannot be told whether a role may do more, the first reason alone.
excess_doubts(role) := array.slice(_open(role), 0, 1)

# What one part lets it do with a key is one clause.
_administering(role) := [grant |
	some key in used(role)
	allowed := [answer |
		some answer in answers(role, key, data.facts.kms.administering.actions)
		answer.effect == "allowed"
	]
	some place in {granting(key, answer) | some answer in allowed}
	can := actions([answer | some answer in allowed; granting(key, answer) == place], "and")
	grant := {"part": _statement(place), "place": place, "what": $`{can} on key "{key.name}"`}
]

# A condition on what Pinecone may send stops nothing.
_surely(answer) if answer.effect == "allowed"

_surely(answer) if {
	answer.conditional
	not _of_kms(answer)
}

_of_kms(answer) if startswith(lower(answer.action), "kms:")

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
