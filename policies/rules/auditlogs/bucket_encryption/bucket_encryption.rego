# METADATA
# title: Audit logs encrypted with a key that S3 cannot use
# description: |
#   The default encryption of the bucket names a KMS key that is disabled, on its way to
#   deletion, of the wrong kind or in another region. S3 then refuses every new log. A bucket
#   that names no key is not judged: S3 encrypts what is written to it with keys of its own.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [aws_s3_bucket]
#   needs: ["kms_key:/is_enabled", "kms_key:/customer_master_key_spec", "kms_key:/key_usage"]
#   applies_needs: [/encryption]
#   reads: ["aws_kms_key:/customer_master_key_spec", "aws_kms_key:/is_enabled", "aws_kms_key:/key_usage"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.15]
#     nist-800-53: [AU-12]
#     hipaa: [164.312(b)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     terraform: |
#       Name a symmetric `aws_kms_key` in the bucket's region in `kms_master_key_id`, and keep
#       it enabled.
#     cloudformation: >-
#       Name a symmetric `AWS::KMS::Key` of the bucket's region as `KMSMasterKeyID` in `BucketEncryption`, and keep it
#       enabled.
#     console: Under Properties of the bucket, edit the default encryption, or enable the key in KMS.
#   since: 0.1.0
package policies.rules.auditlogs.bucket_encryption

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

applies contains bucket.id if some bucket in _keyed

deny contains result.elsewhere(result.at(bucket, "/encryption", message), key, pointer) if {
	some bucket in _keyed
	some key in resource.linked(bucket, "kms_key")
	some [pointer, fault] in _faults(bucket, key)
	message := $`S3 cannot encrypt what is written to audit-log bucket "{bucket.name}": key "{key.name}" {fault}`
}

# Buckets with a key of the customer's: AWS keeps its own, aws/s3, in order.
deny contains result.undecided(bucket, "/region", message) if {
	some bucket in _keyed
	some key in resource.linked(bucket, "kms_key")
	known.value(key, "/region")
	known.unknown(bucket, "/region")
	message := $`the region of bucket "{bucket.name}" is not known, and its key "{key.name}" has to be of the same`
}

_keyed contains bucket if {
	some bucket in auditlogs.buckets
	startswith(known.value(bucket, "/encryption/sse_algorithm"), "aws:kms")
	_names_key(bucket)
}

_names_key(bucket) if not endswith(known.value(bucket, "/encryption/kms_master_key_id"), "alias/aws/s3")

_names_key(bucket) if resource.linked(bucket, "kms_key") != []

_faults(bucket, key) := {[pointer, fault] |
	some pointer, wanted in _right(bucket)
	seen := known.value(key, pointer)
	seen != wanted
	fault := $`has {substring(pointer, 1, -1)} "{seen}": use one with "{wanted}"`
} | {["/change/actions", "is deleted by a plan: keep it"] | terraform.actions(key) == ["delete"]}

_right(bucket) := object.union(
	{"/is_enabled": true, "/customer_master_key_spec": "SYMMETRIC_DEFAULT", "/key_usage": "ENCRYPT_DECRYPT"},
	{"/region": region | region := known.value(bucket, "/region")},
)
