package policies.lib.auditlogs

import data.policies.lib.resource
import data.policies.lib.result

# METADATA
# description: |
#   The way from Pinecone to a bucket, for result.chained: Pinecone's account, the trust policy
#   that it comes through, the role, the role's permissions, the bucket's policy, the bucket,
#   and the policy of the key that encrypts it.
chain(role, bucket) := array.flatten([
	entry(role),
	_link("permissions", role, "", _half(needed(role, bucket), bucket, "identity")),
	_link("bucket policy", bucket, "/policy", _half(_about(role, bucket, bucket), bucket, "resource")),
	result.link("bucket", bucket, "", bucket.name, "holds"),
	[_link("key policy", key, "/policy", _half(_about(role, bucket, key), bucket, "resource")) |
		some key in resource.linked(bucket, "kms_key")
	],
])

# METADATA
# scope: document
# description: That way to the first of a role's buckets, or as far as it is known.
way(role) := chain(role, destinations(role)[0]) if {
	destinations(role)[0]
} else := entry(role)

# METADATA
# description: The links up to the role, where no bucket is known.
entry(role) := [
	result.outside("Pinecone", $"account {role.access.pinecone.id} asks to assume it", "holds"),
	result.link("trust policy", role, request.place.pointer, request.place.clause, _states[request.effect]),
	result.link("role", role, "", role.name, "holds"),
] if {
	request := array.concat(pinecone(role), [{
		"effect": "unknown",
		"place": {"pointer": "/assume_role_policy", "clause": "was not read"},
	}])[0]
}

# METADATA
# description: |
#   What the trust policy says to Pinecone, first to what gets in: to its account, and to each
#   identity of it that the policy names.
pinecone(role) := [answer |
	some effect in ["allowed", "unknown", "implicitDeny", "explicitDeny"]
	some answer in object.get(role.access, "assume", [])
	answer.kind == "pinecone"
	answer.effect == effect
]

# METADATA
# description: True where the account of Pinecone's integrations gets in as a whole.
admitted(role) if {
	some request in pinecone(role)
	request.effect == "allowed"
	endswith(request.principal, ":root")
}

# METADATA
# description: True where the trust policy surely keeps out all of that account.
kept_out(role) if {
	requests := pinecone(role)
	count(requests) > 0
	every request in requests {
		request.effect in {"implicitDeny", "explicitDeny"}
	}
}

_about(role, bucket, subject) := [answer | some answer in needed(role, bucket); answer.resource == subject.id]

# How one half stands in what writing takes: the part of it that refuses, or else the one
# that nobody knows, or else one that allows.
_half(answers, bucket, side) := array.flatten([
	[{"state": "broken", "place": place} |
		some answer in answers
		some place in _refusing(answer, bucket)
		_side(answer, place) == side
	],
	[{"state": _states[effect], "place": place} |
		some effect in ["unknown", "allowed"]
		some answer in answers
		answer.effect == effect
		some place in _places(answer)
		_side(answer, place) == side
	],
	{"state": "holds", "place": {"clause": _otherwise[side]}},
])[0]

_otherwise := {"identity": "need not allow it", "resource": "stands in no way"}

# The parts that keep a request out. Where a role and its bucket are of one account, the
# role's own policies are enough, and the bucket's need not allow it too.
_refusing(answer, _) := [answer.place] if answer.effect == "explicitDeny"

_refusing(answer, bucket) := own if {
	answer.effect == "implicitDeny"
	_enough(answer, bucket)
	own := [place | some place in _places(answer); _side(answer, place) == "identity"]
	count(own) > 0
} else := _places(answer) if {
	answer.effect == "implicitDeny"
}

_enough(answer, bucket) if {
	answer.resource == bucket.id
	not answer.cross_account
}

_places(answer) := answer.depends_on if {
	answer.effect == "unknown"
} else := array.concat([answer.place], object.get(answer, "beside", []))

_side(answer, place) := "resource" if place.resource == answer.resource

_side(answer, place) := "identity" if place.resource != answer.resource

_link(title, subject, pointer, half) := result.link(title, holder, place.pointer, place.clause, half.state) if {
	place := object.union({"resource": subject.id, "pointer": pointer}, half.place)
	holder := {"id": place.resource}
}

_states := {"allowed": "holds", "unknown": "open", "implicitDeny": "broken", "explicitDeny": "broken"}
