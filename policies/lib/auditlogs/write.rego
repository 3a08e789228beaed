package policies.lib.auditlogs

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: The roles that Pinecone writes audit logs with, where it is known what they may do.
roles := [role |
	some role in object.get(input.resources, "aws_iam_role", [])
	"audit_logs" in role.purposes
	role.access
]

# METADATA
# description: The ids of those.
role_ids contains role.id if some role in roles

# METADATA
# description: |
#   Those whose trust policies are for audit logs alone. Rules on CMEK judge whom others let
#   in, and what they may do beside it.
own_roles := [role | some role in roles; not "cmek" in role.purposes]

# METADATA
# description: The ids of those.
own_role_ids contains role.id if some role in own_roles

# METADATA
# description: What has a trust policy for audit logs alone, the role or a file of its own.
trusting := array.concat(own_roles, [file |
	some file in object.get(input.resources, "policy_document", [])
	"audit_logs" in file.purposes
	file.access
])

# METADATA
# description: The ids of those.
trusting_ids contains subject.id if some subject in trusting

# METADATA
# description: Where a role, or a file, has its trust policy.
trust_pointer(subject) := "/document" if {
	subject.values.document
} else := "/assume_role_policy"

# METADATA
# description: The buckets that a role writes audit logs to.
destinations(role) := [bucket |
	some bucket in resource.linked(role, "buckets")
	"audit_logs" in bucket.purposes
]

# METADATA
# description: |
#   What a role can do of all that writing logs to a bucket takes: list it, put objects below
#   its prefixes, and use the key that encrypts it.
needed(role, bucket) := array.concat(
	[answer |
		some action in data.facts.auditlogs.needed.bucket
		some answer in _use(role, bucket, action)
	],
	[answer |
		some key in resource.linked(bucket, "kms_key")
		some action in data.facts.auditlogs.needed_of_key.actions
		some answer in _use(role, key, action)
	],
)

_use(role, about, action) := [answer |
	some answer in object.get(role.access, "use", [])
	answer.action == action
	answer.resource == about.id
]

# METADATA
# description: |
#   The patterns for which the policies allow what they do not allow at the destination that
#   is declared, each with its place; none where they allow it nowhere.
covered(role, answer) := [cover.place | some cover in _covers(role, answer, "allowed")]

# METADATA
# description: What it depends on whether the policies allow it there, where that is not known.
perhaps_covered(role, answer) := [cover.depends_on[0] | some cover in _covers(role, answer, "unknown")]

_covers(role, answer, effect) := [cover |
	answer.effect == "implicitDeny"
	some cover in object.get(role.access, "covers", [])
	cover.action == answer.action
	cover.resource == answer.resource
	cover.effect == effect
]

# METADATA
# description: The answers on what writing takes that are no, wherever else it may be allowed.
refused(role, bucket) := [answer |
	some answer in needed(role, bucket)
	answer.effect in {"implicitDeny", "explicitDeny"}
]

# METADATA
# description: Those of them that are not allowed at another prefix either.
barred(role, bucket) := [answer | some answer in refused(role, bucket); covered(role, answer) == []]

# METADATA
# scope: document
# description: |
#   Why it cannot be told whether a role can write to a bucket, as a place and a clause;
#   undefined where it can.
doubt(role, bucket) := [place, $"whether it can {open[0].action} is not known: {place.clause}"] if {
	open := [answer | some answer in needed(role, bucket); answer.effect == "unknown"]
	place := open[0].depends_on[0]
} else := [{"resource": role.id, "pointer": "buckets"}, $`what encrypts bucket "{bucket.name}" is not known`] if {
	known.unknown(bucket, "/encryption/sse_algorithm")
} else := [{"resource": role.id, "pointer": "buckets"}, clause] if {
	clause := $`the policy of the key that encrypts bucket "{bucket.name}" was not read`
	startswith(known.value(bucket, "/encryption/sse_algorithm"), "aws:kms")
	resource.linked(bucket, "kms_key") == []
	not _key_of_storage(bucket)
}

# S3's own key asks nothing of those who write.
_key_of_storage(bucket) if known.unset(bucket, "/encryption/kms_master_key_id")

_key_of_storage(bucket) if endswith(known.value(bucket, "/encryption/kms_master_key_id"), "alias/aws/s3")

# METADATA
# scope: document
# description: What an answer is about, as a message has it.
asked(bucket, answer) := $`{answer.action} on the bucket` if {
	answer.action == "s3:ListBucket"
	answer.resource == bucket.id
} else := $`{answer.action} on its objects` if {
	answer.resource == bucket.id
	destination(answer) == ""
} else := $`{answer.action} on "{destination(answer)}*"` if {
	answer.resource == bucket.id
} else := $`{answer.action} on key "{_key(bucket, answer).name}"`

_key(bucket, answer) := key if {
	some key in resource.linked(bucket, "kms_key")
	key.id == answer.resource
}

# METADATA
# description: The prefix that an answer is about.
destination(answer) := regex.replace(object.get(answer, "object", ""), `[^/]*$`, "")

# METADATA
# scope: document
# description: Why an answer is no, as a clause with a subject.
why(bucket, answer) := answer.place.clause if {
	regex.match(`^(no|nothing|a|its) `, answer.place.clause)
} else := $"the bucket's policy {answer.place.clause}" if {
	answer.place.resource == bucket.id
} else := $"the key's policy {answer.place.clause}" if {
	answer.place.resource == answer.resource
} else := $"its own policy {answer.place.clause}"
