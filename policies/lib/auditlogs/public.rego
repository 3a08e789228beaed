package policies.lib.auditlogs

import data.policies.lib.known

_settings := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

# METADATA
# description: Where a setting of a bucket's public access block stands.
block(setting) := $"/public_access_block/{setting}"

# METADATA
# description: |
#   The settings of the public access block that are off, and are not known to be on for the
#   whole account, in the order in which AWS has them. Undefined where there is none.
unblocked(bucket) := off if {
	off := [setting |
		some setting in _settings
		known.value(bucket, block(setting)) == false
		not _on_for_account(bucket, setting)
	]
	count(off) > 0
}

_on_for_account(bucket, setting) if known.value(bucket, $"/account_public_access_block/{setting}")

# METADATA
# scope: document
# description: Whom a statement for the public lets in, and what he can do, if that is anything.
public(bucket, place) := $"anyone, who can {concat(", ", actions)}" if {
	actions := {answer.action |
		some answer in bucket.access.others
		answer.effect == "allowed"
		startswith(answer.place.pointer, place.pointer)
	}
	count(actions) > 0
} else := "anyone"

# METADATA
# description: |
#   What accounts that a bucket's policy names, and that are neither its owner's nor declared, can
#   do with the logs, or may, as the effect has it.
strangers(bucket, effect) := [answer |
	some answer in object.get(bucket, ["access", "others"], [])
	answer.kind == "named"
	answer.effect == effect
]

# METADATA
# scope: document
# description: How severe it is what some answers allow; who can only read can forge nothing.
harm(answers) := "critical" if {
	some answer in answers
	not answer.action in {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions"}
} else := "high"

# METADATA
# description: True where the ACLs of a bucket and its objects count, as far as is known.
takes_acls(bucket) if not _enforced(bucket)

_enforced(bucket) if known.value(bucket, "/ownership") == "BucketOwnerEnforced"

# METADATA
# description: Why it cannot be told whether the public reaches a bucket, each as a pointer and a clause.
exposure_doubts(bucket) := ({["/public_access_block", clause] |
	known.unset(bucket, "/public_access_block")
	some setting in _settings
	not _on_for_account(bucket, setting)
	clause := "nothing declares the bucket's public access block, and S3 sets one only where a bucket is new"
} | {[place.pointer, clause] |
	some place in bucket.access.public_unknown
	clause := $"whether its policy is public depends on {place.clause}"
}) | {["/acl", "its ACL is not known"] |
	known.unknown(bucket, "/acl")
	takes_acls(bucket)
	not known.value(bucket, "/public_access_block/ignore_public_acls")
}
