# METADATA
# title: Audit logs under a prefix that the policy does not cover
# description: |
#   Pinecone is told to write under one prefix of the bucket, and the policies allow another
#   alone. It then drops the logs. A policy that allows it nowhere in the bucket is told by
#   auditlogs/cannot-write.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_iam_role]
#   reads: [/inline_policies, /managed_policy_arns, /permissions_boundary, "aws_iam_policy:/policy"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-12]
#     pci-dss: [10.2.1]
#     hipaa: [164.312(b)]
#   section: Targeting a subdirectory
#   url: https://docs.pinecone.io/guides/operations/integrations/integrate-with-amazon-s3
#   remediation:
#     terraform: |
#       Allow `s3:PutObject` on `<bucket ARN>/<prefix>/*`, and `s3:ListBucket` where `s3:prefix`
#       is like `<prefix>/` or `<prefix>/*`.
#     cloudformation: >-
#       In `Policies` of the `AWS::IAM::Role`, allow `s3:PutObject` on `<bucket ARN>/<prefix>/*`, and `s3:ListBucket`
#       where `s3:prefix` is like `<prefix>/` or `<prefix>/*`.
#     policy: >-
#       Allow `s3:PutObject` on `<bucket ARN>/<prefix>/*`, and `s3:ListBucket` where `s3:prefix` is like `<prefix>/`
#       or `<prefix>/*`.
#     console: Edit the destination under Settings, Audit logs in Pinecone, or the role's policy in IAM.
#   since: 0.1.0
package policies.rules.auditlogs.subdirectory

import data.policies.lib.auditlogs
import data.policies.lib.resource
import data.policies.lib.result

applies contains role.id if some [role, _] in _declared

deny contains result.besides(result.policy(role, covered[0], message), beside) if {
	some [role, bucket] in _declared
	some answer in auditlogs.refused(role, bucket)
	covered := auditlogs.covered(role, answer)
	patterns := concat(" and ", {$`"{place.clause}"` | some place in covered})
	wanted := auditlogs.destination(answer)
	allows := $`its policy allows it {answer.action} for {patterns}, and the logs go to "{wanted}"`
	message := $`role "{role.name}" cannot write audit logs to bucket "{bucket.name}": {allows}; allow it for "{wanted}*"`
	beside := [result.place(organization, "/audit_logs/prefix", "the destination as it is declared") |
		some organization in resource.linked(bucket, "organizations")
	]
}

deny contains result.undecided(role, place.pointer, clause) if {
	some [role, bucket] in _declared
	some answer in auditlogs.needed(role, bucket)
	answer.resource == bucket.id
	answer.effect == "unknown"
	place := answer.depends_on[0]
	clause := $"whether it can {answer.action} where the logs go is not known: {place.clause}"
}

deny contains result.undecided(role, place.pointer, clause) if {
	some [role, bucket] in _declared
	some answer in auditlogs.refused(role, bucket)
	auditlogs.covered(role, answer) == []
	some place in auditlogs.perhaps_covered(role, answer)
	clause := $"whether it can {answer.action} anywhere else is not known: {place.clause}"
}

# The roles with buckets of which an organization says where the logs go.
_declared contains [role, bucket] if {
	some role in auditlogs.roles
	some bucket in auditlogs.destinations(role)
	count(resource.linked(bucket, "organizations")) > 0
}
