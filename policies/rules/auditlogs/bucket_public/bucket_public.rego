# METADATA
# title: Audit logs that others can reach
# description: |
#   The bucket's public access block leaves one of its four settings off, its policy is public
#   as S3 defines it and no Deny takes that back, or lets in an AWS account that is neither its
#   owner's nor declared, or its ACL is for everyone. Audit logs name who did what, and whoever
#   can write beside Pinecone can forge them.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [aws_s3_bucket]
#   needs: [/public_access_block]
#   reads: [/ownership, /policy]
#   environments: production
#   precision: high
#   patch: true
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.8.3, A.8.15]
#     nist-800-53: [AC-3, AU-9]
#     pci-dss: [10.3.1]
#     hipaa: [164.312(a)(1)]
#     cis-aws: [2.1.4]
#   section: Enable audit logs
#   url: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   remediation:
#     terraform: |
#       Set all four arguments of an `aws_s3_bucket_public_access_block` to true, and name no account in the bucket's
#       policy that is not yours.
#     cloudformation: >-
#       Set all four properties of `PublicAccessBlockConfiguration` of the `AWS::S3::Bucket` to true, and name no
#       account in the `AWS::S3::BucketPolicy` that is not yours.
#     policy: >-
#       Take out of the bucket's policy whom it lets in beside your own accounts, or ask for a condition that bounds
#       who that is.
#     console: Under Permissions of the bucket, block all public access.
#     manifest: Declare an account that is yours in `organization.aws_accounts`.
#   since: 0.1.0
package policies.rules.auditlogs.bucket_public

import data.policies.lib.access
import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies := auditlogs.bucket_ids

deny contains result.patched(result.at(bucket, auditlogs.block(off[0]), message), repair) if {
	some bucket in auditlogs.buckets
	off := auditlogs.unblocked(bucket)
	names := concat(", ", [terraform.called(bucket, setting) | some setting in off])
	message := $`bucket "{bucket.name}" does not block public access: {names} off; set all four to true`
	repair := [result.set(auditlogs.block(setting), true) | some setting in off]
}

deny contains result.at(bucket, place.pointer, message) if {
	some bucket in auditlogs.buckets
	some place in bucket.access.public
	message := $`the policy of bucket "{bucket.name}" lets in {auditlogs.public(bucket, place)}: name who may come`
}

deny contains result.severe(result.at(bucket, place.pointer, message), auditlogs.harm(answers)) if {
	some bucket in auditlogs.buckets
	some [place, who] in {[answer.place, access.who(answer)] | some answer in auditlogs.strangers(bucket, "allowed")}
	answers := [answer |
		some answer in auditlogs.strangers(bucket, "allowed")
		answer.place == place
		access.who(answer) == who
	]
	can := concat(", ", [answer.action | some answer in answers])
	message := $`the policy of bucket "{bucket.name}" lets in {who}, who can {can}: let in none but your own accounts`
}

deny contains result.at(bucket, "/acl", $`bucket "{bucket.name}" has the ACL "{acl}": make it "private"`) if {
	some bucket in auditlogs.buckets
	acl := known.value(bucket, "/acl")
	acl in {"public-read", "public-read-write", "authenticated-read"}
	auditlogs.takes_acls(bucket)
}

deny contains result.undecided(bucket, pointer, clause) if {
	some bucket in auditlogs.buckets
	some answer in auditlogs.strangers(bucket, "unknown")
	[pointer, why] := access.depends(answer)
	clause := $"whether it lets in {access.who(answer)} is not known: {why}"
}

deny contains result.undecided(bucket, pointer, clause) if {
	some bucket in auditlogs.buckets
	some [pointer, clause] in auditlogs.exposure_doubts(bucket)
}
