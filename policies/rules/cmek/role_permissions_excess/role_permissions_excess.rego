# METADATA
# title: Role that may do more than use the key
# description: |
#   Pinecone asks for kms:Encrypt and kms:Decrypt. The role may also administer the key, use
#   other keys of the account, or act on other services, all of which Pinecone's role can do
#   then, and whoever takes hold of it. Destroying the key is told by cmek/role-can-destroy.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_iam_role]
#   needs: ["keys:grants:*"]
#   reads: [/inline_policies, /managed_policy_arns, /permissions_boundary, "aws_iam_policy:/policy"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.2, A.8.24]
#     nist-800-53: [AC-6]
#     pci-dss: [3.6.1, 7.2.5]
#     hipaa: [164.312(a)(1)]
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Allow the role `kms:Encrypt` and `kms:Decrypt` on the key's ARN, and nothing else.
#     cloudformation: Leave in `Policies` of the `AWS::IAM::Role` only `kms:Encrypt` and `kms:Decrypt` on the key's ARN.
#     policy: Allow the role `kms:Encrypt` and `kms:Decrypt` on the key's ARN, and nothing else.
#     console: In IAM, remove the other permissions of the role, and name the key's ARN instead of `*`.
#   since: 0.1.0
package policies.rules.cmek.role_permissions_excess

import data.policies.lib.cmek
import data.policies.lib.result

applies contains role.id if some role in cmek.roles

deny contains cmek.finding(role, grants[0].place, message) if {
	some role in cmek.roles
	some part in {grant.part | some grant in cmek.excess(role)}
	grants := [grant | some grant in cmek.excess(role); grant.part == part]
	may := concat(" and ", [grant.what | some grant in grants])
	message := $`role "{role.name}" is also allowed {may}: allow it kms:Encrypt and kms:Decrypt on its key alone`
}

deny contains result.undecided(role, pointer, clause) if {
	some role in cmek.roles
	some [pointer, clause] in cmek.excess_doubts(role)
}
