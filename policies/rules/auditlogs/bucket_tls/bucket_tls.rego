# METADATA
# title: Audit logs that travel without TLS
# description: |
#   The policy of the bucket does not refuse requests over plain HTTP, so that a client of one's
#   own can read audit logs, or write beside them, where others listen. Pinecone uses TLS.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_s3_bucket]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.5.14]
#     nist-800-53: [AU-9(3), SC-8(1)]
#     hipaa: [164.312(e)(1)]
#     cis-aws: [2.1.1]
#   section: Encryption in transit
#   url: https://docs.pinecone.io/guides/production/security-overview
#   remediation:
#     terraform: |
#       Add an `aws_s3_bucket_policy` that denies `s3:*` on the bucket and its objects to everyone
#       where `aws:SecureTransport` is `false`.
#     cloudformation: >-
#       Add an `AWS::S3::BucketPolicy` that denies `s3:*` on the bucket and its objects to everyone where
#       `aws:SecureTransport` is `false`.
#     policy: >-
#       Add a statement that denies `s3:*` on the bucket and its objects to everyone where `aws:SecureTransport` is
#       `false`.
#     console: Under Permissions of the bucket, add the statement to its policy.
#   since: 0.1.0
package policies.rules.auditlogs.bucket_tls

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result

applies := auditlogs.bucket_ids

deny contains result.at(bucket, "/policy", _message(bucket)) if {
	some bucket in auditlogs.buckets
	count(_open(bucket)) > 0
	known.value(bucket, "/policy")
}

deny contains result.absent(bucket, "/policy", ["aws_s3_bucket_policy"], _message(bucket)) if {
	some bucket in auditlogs.buckets
	count(_open(bucket)) > 0
	not known.value(bucket, "/policy")
}

deny contains result.undecided(bucket, place.pointer, clause) if {
	some bucket in auditlogs.buckets
	some answer in bucket.access.plain
	answer.effect == "unknown"
	place := answer.depends_on[0]
	clause := $"whether it refuses plain HTTP is not known: {place.clause}"
}

deny contains result.undecided(bucket, "/policy", "its policy was not read") if {
	some bucket in auditlogs.buckets
	not bucket.access.plain
}

_message(bucket) := message if {
	open := concat(", ", _open(bucket))
	message := $`bucket "{bucket.name}" takes {open} over plain HTTP{_from(bucket)} where "aws:SecureTransport" is "false"`
}

# Whom a policy that denies it to others leaves out.
_from(bucket) := ": deny it" if {
	some answer in bucket.access.plain
	answer.effect == "allowed"
	answer.kind == "own_account"
} else := $" from {concat(", ", _callers(bucket))}: deny it to everyone"

_callers(bucket) := {answer.principal | some answer in bucket.access.plain; answer.effect == "allowed"}

_open(bucket) := {answer.action | some answer in bucket.access.plain; answer.effect == "allowed"}
