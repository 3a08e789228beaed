package policies.lib.auditlogs

import data.policies.lib.resource

# METADATA
# description: |
#   What a role may do beside writing logs, each with its place, and with the statement that it
#   is a part of, so that what one statement allows can be told at once.
excess(role) := array.flatten([
	[_grant(answer.place, answer.place.clause) |
		some answer in object.get(role.access, "elsewhere", [])
		_surely(answer)
	],
	_by_bucket(role),
	_on_key(role),
])

_grant(place, what) := {"part": _statement(place), "place": place, "what": what}

# The statement that a place is in, by the id of its resource and its pointer.
_statement(place) := [place.resource, regex.find_n(`^.*/Statement(/[0-9]+)?`, place.pointer, 1)]

# A condition on what Pinecone may send stops nothing.
_surely(answer) if answer.effect == "allowed"

_surely(answer) if answer.conditional

# What the policy of a bucket itself lets a role do but write logs.
_by_bucket(role) := [_grant(answer.place, what) |
	some bucket in destinations(role)
	some answer in _beyond_writing(role, bucket)
	answer.effect == "allowed"
	every place in _places(answer) {
		_side(answer, place) == "resource"
	}
	what := $`{answer.action} by the policy of bucket "{bucket.name}"`
]

_on_key(role) := [_grant(own[0], what) |
	some bucket in destinations(role)
	some key in resource.linked(bucket, "kms_key")
	some answer in _changing_key(role, key)
	answer.effect == "allowed"
	own := array.concat([place | some place in _places(answer); _side(answer, place) == "identity"], [answer.place])
	what := $`{answer.action} on key "{key.name}"`
]

# METADATA
# scope: document
# description: |
#   Why it cannot be told whether a role may do more, as a pointer and a clause; undefined
#   where it can.
excess_doubt(role) := [place.pointer, place.clause] if {
	place := role.access.unread[0]
} else := [place.pointer, $"what else it may do is not known: {place.clause}"] if {
	place := _open(role)[0]
}

_open(role) := array.flatten([
	[place |
		some statement in object.get(role.access, "permissions", [])
		object.get(statement, "effect", "Allow") == "Allow"
		some place in object.get(statement, "unknown", [])
	],
	[answer.depends_on[0] |
		some answer in object.get(role.access, "elsewhere", [])
		answer.effect == "unknown"
		not _surely(answer)
	],
	[answer.depends_on[0] |
		some bucket in destinations(role)
		some answer in _beyond_writing(role, bucket)
		answer.effect == "unknown"
	],
	[answer.depends_on[0] |
		some bucket in destinations(role)
		some key in resource.linked(bucket, "kms_key")
		some answer in _changing_key(role, key)
		answer.effect == "unknown"
	],
])

_beyond_writing(role, bucket) := [answer |
	some action in ["s3:DeleteObject", "s3:DeleteBucket", "s3:PutBucketPolicy", "s3:GetObject", "s3:PutObjectAcl"]
	some answer in _use(role, bucket, action)
	not _for_everyone(answer)
]

# What everyone may read the role may read too: that is no matter of the role.
_for_everyone(answer) if {
	answer.wildcard
	answer.action in {"s3:GetObject", "s3:PutObjectAcl"}
}

_changing_key(role, key) := [answer |
	some action in array.concat(data.facts.kms.destroying.actions, data.facts.kms.administering.actions)
	some answer in _use(role, key, action)
]
