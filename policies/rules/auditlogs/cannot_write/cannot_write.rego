# METADATA
# title: Audit logs that cannot be written
# description: |
#   The role's policies, the bucket's policy and public access block, and the policy of the key
#   that encrypts the bucket, taken together, do not let the role list the bucket and put
#   objects under the declared prefix. Pinecone then drops the logs. What is allowed at another
#   prefix alone is told by auditlogs/subdirectory. Of a role that is only declared, nobody can
#   tell.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_iam_role, pinecone_organization]
#   applies_needs: ["/audit_logs/enabled?", "/audit_logs/role?"]
#   reads:
#     - /inline_policies
#     - /managed_policy_arns
#     - /permissions_boundary
#     - aws_iam_policy:/policy
#     - aws_kms_key:/policy
#     - aws_s3_bucket:/encryption
#     - aws_s3_bucket:/policy
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-12]
#     pci-dss: [10.2.1]
#     hipaa: [164.312(b)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/operations/integrations/integrate-with-amazon-s3
#   remediation:
#     terraform: |
#       Allow `s3:ListBucket` on the bucket, `s3:PutObject` on its objects and, where a key of
#       your own encrypts it, `kms:GenerateDataKey` on that key in an `aws_iam_role_policy`.
#     cloudformation: >-
#       Allow `s3:ListBucket` on the bucket, `s3:PutObject` on its objects and, where a key of your own encrypts it,
#       `kms:GenerateDataKey` on that key in `Policies` of the `AWS::IAM::Role`.
#     policy: >-
#       Allow the role `s3:ListBucket` on the bucket, `s3:PutObject` on its objects and, where a key of your own
#       encrypts it, `kms:GenerateDataKey` on that key.
#     console: Add the permissions to the role in IAM, and take out what denies them.
#   since: 0.1.0
package policies.rules.auditlogs.cannot_write

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

applies contains id if some id in auditlogs.role_ids

applies contains acme.id if some acme in _unread

deny contains result.chained(result.besides(finding, beside), auditlogs.chain(role, bucket)) if {
	some role in auditlogs.roles
	some bucket in auditlogs.destinations(role)
	refused := auditlogs.barred(role, bucket)
	why := auditlogs.why(bucket, refused[0])
	message := $`role "{role.name}" cannot write audit logs to bucket "{bucket.name}": {why}; {_repair(bucket, refused)}`
	finding := result.policy(role, refused[0].place, message)
	beside := [result.place({"id": place.resource}, place.pointer, clause) |
		some answer in array.slice(refused, 1, count(refused))
		place := answer.place
		[place.resource, place.pointer] != [refused[0].place.resource, refused[0].place.pointer]
		clause := $"{answer.action}: {place.clause}"
	]
}

deny contains result.open(role, place, clause) if {
	some role in auditlogs.roles
	some bucket in auditlogs.destinations(role)
	[place, clause] := auditlogs.doubt(role, bucket)
}

deny contains result.undecided(role, "buckets", _unseen) if {
	some role in auditlogs.roles
	auditlogs.destinations(role) == []
}

deny contains result.undecided(acme, "/audit_logs/role", _untold) if some acme in _unread

# Why it is not known which bucket a role writes to, or what that bucket's policy says.
default _unseen := "nothing that was read says which bucket it writes to"

_unseen := $`bucket "{bucket}" was not read, and its policy may refuse the role` if {
	some acme in input.resources.pinecone_organization
	bucket := known.value(acme, "/audit_logs/bucket")
	not contains(bucket, ":")
}

# The organizations whose role nothing shows.
_unread contains acme if {
	some acme in input.resources.pinecone_organization
	known.value(acme, "/audit_logs/enabled") == true
	role := known.value(acme, "/audit_logs/role")
	terraform.names_role(role)
	resource.linked(acme, "audit_role") == []
}

_untold := concat(" ", [
	"nothing that was read is this role: whether Pinecone may assume it and write is not known;",
	"name its policies' files as `trust_policy` and `permissions_policies`, or read AWS",
])

_repair(bucket, refused) := "except the role from that Deny" if {
	refused[0].effect == "explicitDeny"
} else := $"let it {needed}" if {
	needed := concat(" and ", [auditlogs.asked(bucket, answer) | some answer in refused])
}
