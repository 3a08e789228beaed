# METADATA
# title: Role for audit logs that may do more than write them
# description: |
#   Pinecone lists the bucket and adds objects to it. The role may also read or destroy logs,
#   change them, the bucket or its key, reach other buckets or use other services, and so may
#   whoever takes hold of it. What a role for customers' keys may do is told by
#   cmek/role-permissions-excess.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_iam_role]
#   reads: [/inline_policies, /managed_policy_arns, /permissions_boundary, "aws_iam_policy:/policy"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.3, A.8.15]
#     nist-800-53: [AC-6, AU-9]
#     pci-dss: [7.2.5, 10.3.2]
#     hipaa: [164.312(a)(1)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/operations/integrations/integrate-with-amazon-s3
#   remediation:
#     terraform: |
#       Allow the role `s3:ListBucket` on the bucket, `s3:PutObject` on its objects and
#       `kms:GenerateDataKey` on its key, and nothing else.
#     cloudformation: >-
#       Leave in `Policies` of the `AWS::IAM::Role` only `s3:ListBucket` on the bucket, `s3:PutObject` on its objects
#       and `kms:GenerateDataKey` on its key.
#     policy: >-
#       Allow the role `s3:ListBucket` on the bucket, `s3:PutObject` on its objects and `kms:GenerateDataKey` on its
#       key, and nothing else.
#     console: In IAM, remove the other permissions of the role, and name the bucket's ARN instead of `*`.
#   since: 0.1.0
package policies.rules.auditlogs.role_permissions_excess

import data.policies.lib.auditlogs
import data.policies.lib.result

applies := auditlogs.own_role_ids

deny contains result.policy(role, grants[0].place, message) if {
	some role in auditlogs.own_roles
	excess := auditlogs.excess(role)
	some part in {grant.part | some grant in excess}
	grants := [grant | some grant in excess; grant.part == part]
	message := $`role "{role.name}" is also allowed {_list(grants)}: let it list the bucket and put objects alone`
}

deny contains result.undecided(role, pointer, clause) if {
	some role in auditlogs.own_roles
	[pointer, clause] := auditlogs.excess_doubt(role)
}

# Of many in one statement the first are told, which are the worst.
_list(grants) := concat(" and ", array.concat([grant.what | some grant in array.slice(grants, 0, 2)], more)) if {
	count(grants) > 3
	more := [$"{count(grants) - 2} more by the same statement"]
} else := concat(" and ", [grant.what | some grant in grants])
