# METADATA
# title: Audit logs that the public can reach
# description: |
#   The bucket's public access block leaves one of its four settings off, its policy is public
#   as S3 defines it, or its ACL is for everyone. Audit logs name who did what, and whoever
#   can write beside Pinecone can forge them.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [aws_s3_bucket]
#   needs: [/public_access_block]
#   environments: production
#   precision: high
#   patch: true
#   section: Enable audit logs
#   url: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   remediation:
#     terraform: Set all four arguments of an `aws_s3_bucket_public_access_block` to true.
#     console: Under Permissions of the bucket, block all public access.
#   since: 0.1.0
package policies.rules.auditlogs.bucket_public

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result

applies := auditlogs.bucket_ids

deny contains result.patched(result.at(bucket, _pointer(off[0]), message), repair) if {
	some bucket in auditlogs.buckets
	off := [setting | some setting in _settings; _off(bucket, setting)]
	message := $`bucket "{bucket.name}" does not block public access: {concat(", ", off)} off; set all four to true`
	repair := [result.set(_pointer(setting), true) | some setting in off]
}

deny contains result.at(bucket, place.pointer, message) if {
	some bucket in auditlogs.buckets
	some place in bucket.access.public
	message := $`the policy of bucket "{bucket.name}" lets in {_whom(bucket, place)}: name who may come`
}

deny contains result.at(bucket, "/acl", $`bucket "{bucket.name}" has the ACL "{acl}": make it "private"`) if {
	some bucket in auditlogs.buckets
	acl := known.value(bucket, "/acl")
	acl in {"public-read", "public-read-write", "authenticated-read"}
	not _without_acl(bucket)
}

deny contains result.undecided(bucket, pointer, clause) if {
	some bucket in auditlogs.buckets
	some [pointer, clause] in _doubts(bucket)
}

_settings := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

_pointer(setting) := $"/public_access_block/{setting}"

_off(bucket, setting) if {
	known.value(bucket, _pointer(setting)) == false
	not known.value(bucket, $"/account_public_access_block/{setting}")
}

# What those who are let in by a statement can do, if anything.
_whom(bucket, place) := $"anyone, who can {concat(", ", actions)}" if {
	actions := {answer.action |
		some answer in bucket.access.others
		answer.effect == "allowed"
		startswith(answer.place.pointer, place.pointer)
	}
	count(actions) > 0
} else := "anyone"

_without_acl(bucket) if known.value(bucket, "/ownership") == "BucketOwnerEnforced"

_doubts(bucket) := ({["/public_access_block", clause] |
	known.unset(bucket, "/public_access_block")
	some setting in _settings
	not known.value(bucket, $"/account_public_access_block/{setting}")
	clause := "nothing declares the bucket's public access block, and S3 sets one only where a bucket is new"
} | {[place.pointer, clause] |
	some place in bucket.access.public_unknown
	clause := $"whether its policy is public depends on {place.clause}"
}) | {["/acl", "its ACL is not known"] |
	known.unknown(bucket, "/acl")
	not _without_acl(bucket)
	not known.value(bucket, "/public_access_block/ignore_public_acls")
}
